import { type Check, defineCheck } from '../../../model/check.ts';
import type { CheckedCode } from '../../../model/codes.ts';
import type { ObservedPath } from '../../../model/observed-path.ts';
import type { Candidate, Repair } from '../../../model/problem.ts';
import type { Target } from '../../../model/run.ts';
import type { TlsAttempt } from '../../../model/tls.ts';
import { attemptsOn, describePaths, severityOn } from './paths.ts';

interface HandshakeFailure {
  readonly code: CheckedCode;
  readonly title: string;
  readonly healthy: string;
  readonly matches: (attempt: TlsAttempt) => boolean;
  /** Continues "TLS to 10.0.1.4 …" with what happened. */
  readonly happened: (attempt: TlsAttempt) => string;
  readonly candidates?: readonly Candidate[];
  readonly repair: (where: readonly ObservedPath[], target: Target) => Repair;
}

/** A check for one way in which the TLS handshake fails: one problem for all addresses where it does. */
export function handshakeCheck(failure: HandshakeFailure): Check {
  const { code, title, healthy, matches, happened, candidates, repair } = failure;
  return defineCheck({
    code,
    title,
    healthy,
    needs: ['paths', 'tls', 'target'],
    evaluate({ paths, tls, target }) {
      const failed = attemptsOn(tls, paths, matches);
      const [first] = failed;
      if (!first) return tls.every((attempt) => attempt.outcome === 'not-connected') ? 'not-applicable' : 'ok';
      return [
        {
          summary: `TLS to ${describePaths(failed.map(({ path }) => path))} ${happened(first.attempt)}.`,
          severity: severityOn(paths),
          on: failed.map(({ path }) => path.id),
          resources: failed.map(({ path }) => path.networkInterfaceId ?? path.address),
          evidence: failed.map(({ attempt, at }) => ({
            fact: 'tls',
            path: `[${at}].outcome`,
            shows: `${attempt.address}: ${attempt.outcome}${attempt.code === null ? '' : ` (${attempt.code})`}`,
          })),
          ...repair(
            failed.map(({ path }) => path),
            target,
          ),
          ...(candidates ? { candidates } : {}),
        },
      ];
    },
  });
}

/** Who signed the certificate that was refused, in words. */
export const issuerOf = (attempt: TlsAttempt): string =>
  attempt.certificate?.issuer ?? 'an issuer that could not be read';

/** AWS endpoints show certificates of Amazon's own authority. */
export const issuedByAmazon = (attempt: TlsAttempt): boolean => attempt.certificate?.issuerOrganization === 'Amazon';
