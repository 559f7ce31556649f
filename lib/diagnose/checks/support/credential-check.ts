import { credentialsCode } from '../../../errors/credentials.ts';
import { type Check, type CheckInputs, defineCheck } from '../../../model/check.ts';
import type { CheckedCode } from '../../../model/codes.ts';
import type { CredentialSource, CredentialsLook } from '../../../model/credentials.ts';
import type { VpcResolverDns } from '../../../model/dns.ts';
import type { Candidate, Evidence, Repair } from '../../../model/problem.ts';
import { callerOnly } from './caller.ts';

/** What a failure to load credentials is told from. */
export interface FailedLoad {
  readonly credentials: CredentialsLook;
  readonly target: CheckInputs['target'];
}

interface CredentialFailure {
  readonly code: CheckedCode;
  readonly title: string;
  readonly healthy: string;
  /** The sources that it can be a failure of. */
  readonly sources: readonly CredentialSource[];
  readonly summary: (failed: FailedLoad) => string;
  readonly candidates?: (failed: FailedLoad) => readonly Candidate[];
  readonly repair: (failed: FailedLoad) => Repair;
}

/**
 * A check for one way in which a source gives no credentials. It speaks where verified TLS to the service was there and nothing
 * could be signed: where the path is broken too, what breaks it may break the way to the source.
 */
export function credentialCheck({ code, title, healthy, sources, ...failure }: CredentialFailure): Check {
  return defineCheck({
    code,
    title,
    healthy,
    needs: ['secret', 'target'],
    wants: ['credentials', 'vpcResolverDns'],
    evaluate({ secret, target, credentials, vpcResolverDns }) {
      if (!credentials || !sources.includes(credentials.source)) return 'not-applicable';
      if (credentials.outcome === 'unfinished')
        return { undecided: 'the run ended while credentials were still being loaded' };
      if (secret.outcome !== 'no-credentials') return 'ok';
      if (credentialsCode(credentials, isVpc(vpcResolverDns)) !== code) return 'ok';
      const failed = { credentials, target };
      const candidates = failure.candidates?.(failed) ?? [];
      return [
        {
          summary: failure.summary(failed),
          severity: 'blocking',
          on: callerOnly({ target }),
          resources: [credentials.host ?? credentials.source],
          evidence: [evidenceOf(credentials)],
          ...failure.repair(failed),
          ...(candidates.length > 0 ? { candidates } : {}),
        },
      ];
    },
  });
}

/** Amazon's resolver answers in a VPC and nowhere else. */
export const isVpc = (vpcResolverDns: VpcResolverDns | undefined): boolean => vpcResolverDns !== undefined;

/** What was asked, and how it ended. */
export function evidenceOf({ asks, outcome, errorName, code, status }: CredentialsLook): Evidence {
  const parts = [asks, outcome, errorName, code, status === null ? null : `HTTP ${status}`];
  return { fact: 'credentials', path: 'outcome', shows: parts.filter((part) => part !== null).join(', ') };
}
