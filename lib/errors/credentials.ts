import type { CheckedCode } from '../model/codes.ts';
import type { CredentialsLook, CredentialsOutcome } from '../model/credentials.ts';

/** No answer came that says anything about credentials. */
const NETWORK: ReadonlySet<CredentialsOutcome> = new Set([
  ...(['name-not-resolved', 'silent', 'refused', 'unreachable', 'not-secured', 'unanswered'] as const),
]);

const ANSWERED: ReadonlySet<CredentialsOutcome> = new Set(['denied', 'expired', 'not-found']);

/**
 * Which finding a failure to load credentials is. Silence of instance metadata is one only where there are instances: everywhere
 * else it is what the chain ends with, because nothing gives credentials.
 */
export function credentialsCode(look: CredentialsLook, isInVpc: boolean): CheckedCode {
  const { source, outcome, status, runsIn } = look;
  switch (source) {
    case 'web-identity':
    case 'assumed-role':
      if (NETWORK.has(outcome)) return 'credentials/sts-unreachable';
      return ANSWERED.has(outcome) ? 'credentials/role-not-assumable' : 'credentials/none';
    case 'sso':
    case 'login':
      if (NETWORK.has(outcome)) return 'credentials/sign-in-unreachable';
      if (outcome === 'expired') return 'credentials/sign-in-expired';
      return outcome === 'denied' ? 'credentials/role-not-assumable' : 'credentials/none';
    case 'pod-identity':
      if (NETWORK.has(outcome)) return 'credentials/pod-identity-unreachable';
      return status !== null || ANSWERED.has(outcome) ? 'credentials/pod-identity-refused' : 'credentials/none';
    case 'container':
      return NETWORK.has(outcome) ? 'credentials/container-unreachable' : 'credentials/none';
    case 'instance-metadata':
      // A task whose role is missing is told so; its host's instance metadata is none of its business.
      if (runsIn === 'ecs-task') return 'credentials/none';
      if (outcome === 'not-found') return 'credentials/instance-without-role';
      return outcome === 'denied' || (isInVpc && NETWORK.has(outcome))
        ? 'credentials/imds-unreachable'
        : 'credentials/none';
    default:
      return 'credentials/none';
  }
}
