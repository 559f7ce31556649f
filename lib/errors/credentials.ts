import type { CheckedCode } from '../model/codes.ts';
import type { CredentialsLook, CredentialsOutcome } from '../model/credentials.ts';
import { credentialRefusalOf } from './credential-refusals.ts';

/** No answer came that says anything about credentials. */
const NETWORK: ReadonlySet<CredentialsOutcome> = new Set([
  ...(['name-not-resolved', 'silent', 'refused', 'unreachable', 'not-secured', 'unanswered'] as const),
]);

const ANSWERED: ReadonlySet<CredentialsOutcome> = new Set(['denied', 'expired', 'not-found']);

/**
 * Which finding a failure to load credentials is. What instance metadata does is one only where there are instances: everywhere
 * else it is what the chain ends with, because nothing gives credentials, and other clouds answer at its address too.
 */
export function credentialsCode(look: CredentialsLook, isInVpc: boolean): CheckedCode {
  const { source, outcome, status, runsIn, profile } = look;
  if (outcome === 'denied' && credentialRefusalOf(look) === 'throttled') return 'credentials/none';
  switch (source) {
    case 'web-identity':
    case 'assumed-role':
      if (NETWORK.has(outcome)) return 'credentials/sts-unreachable';
      return outcome === 'denied' || outcome === 'expired' || isTokenAbsent(look)
        ? 'credentials/role-not-assumable'
        : 'credentials/none';
    case 'sso':
    case 'login':
      if (NETWORK.has(outcome)) return 'credentials/sign-in-unreachable';
      // A session's file that is not there is a sign-in that there is none of.
      if (outcome === 'expired' || (outcome === 'not-found' && status === null)) return 'credentials/sign-in-expired';
      return outcome === 'denied' ? 'credentials/role-not-assumable' : 'credentials/none';
    case 'pod-identity':
      if (NETWORK.has(outcome)) return 'credentials/pod-identity-unreachable';
      return status !== null || ANSWERED.has(outcome) ? 'credentials/pod-identity-refused' : 'credentials/none';
    case 'container':
      return NETWORK.has(outcome) ? 'credentials/container-unreachable' : 'credentials/none';
    case 'instance-metadata':
      // A task whose role is missing is told so; its host's instance metadata is none of its business. Nor is it a profile's.
      if (runsIn === 'ecs-task' || profile === 'absent' || !isInVpc) return 'credentials/none';
      if (outcome === 'not-found') return 'credentials/instance-without-role';
      return outcome === 'denied' || NETWORK.has(outcome) ? 'credentials/imds-unreachable' : 'credentials/none';
    default:
      return 'credentials/none';
  }
}

/** STS is not asked without it. It answers no request with HTTP 404: something else in its place does. */
const isTokenAbsent = ({ source, outcome, status }: CredentialsLook): boolean =>
  source === 'web-identity' && outcome === 'not-found' && status === null;
