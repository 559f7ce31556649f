import { credentialsCode } from '../../../errors/credentials.ts';
import { type Check, type CheckInputs, defineCheck } from '../../../model/check.ts';
import type { CheckedCode } from '../../../model/codes.ts';
import type { CredentialSource, CredentialsLook } from '../../../model/credentials.ts';
import type { Candidate, Evidence, Repair } from '../../../model/problem.ts';
import { contains, parseAddress, parseCidr } from '../../../net/cidr.ts';
import { isPrivateRange } from '../../../net/private-ranges.ts';
import { callerOnly } from './caller.ts';

/** What a failure to load credentials is told from. */
export interface FailedLoad {
  readonly credentials: CredentialsLook;
  readonly target: CheckInputs['target'];
  /** Whether its host's name leads into a VPC or a network of one's own, where only an endpoint of it can be. */
  readonly isAtEndpoint: boolean;
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
    wants: ['credentials', 'vpcResolverDns', 'place', 'vpcCidrs'],
    evaluate({ secret, target, credentials, vpcCidrs = [], ...told }) {
      if (!credentials || !sources.includes(credentials.source)) return 'not-applicable';
      if (credentials.outcome === 'unfinished')
        return { undecided: 'the run ended while credentials were still being loaded' };
      if (secret.outcome !== 'no-credentials') return 'ok';
      if (credentialsCode(credentials, isOnAws(told)) !== code) return 'ok';
      const failed = { credentials, target, isAtEndpoint: isWithin(credentials.addresses, vpcCidrs) };
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

type ToldOfPlace = { readonly [N in 'vpcResolverDns' | 'place']?: CheckInputs[N] | undefined };

/** Amazon's resolver answers in a VPC and nowhere else; so does metadata that tells of a VPC, or of a task. */
export const isOnAws = ({ vpcResolverDns, place }: ToldOfPlace): boolean =>
  vpcResolverDns !== undefined || place !== undefined;

/** An endpoint's address of one family may be private beside one that is not: those of IPv6 are not, and VPCs may use any range. */
const isWithin = (addresses: readonly string[], vpcCidrs: readonly string[]): boolean => {
  const blocks = vpcCidrs.map(parseCidr);
  return addresses
    .map(parseAddress)
    .some(
      (one) =>
        isPrivateRange(one) ||
        (one !== null && blocks.some((block) => block?.family === one.family && contains(block, one))),
    );
};

/** What was asked, and how it ended. */
export function evidenceOf({ asks, outcome, errorName, code, status }: CredentialsLook): Evidence {
  const parts = [asks, outcome, errorName, code, status === null ? null : `HTTP ${status}`];
  return { fact: 'credentials', path: 'outcome', shows: parts.filter((part) => part !== null).join(', ') };
}
