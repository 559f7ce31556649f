import type { Cause } from '../model/analysis.ts';
import type { CheckInputs, DerivedFacts } from '../model/check.ts';
import type { Observation } from '../model/observation.ts';
import type { ObservedPath } from '../model/observed-path.ts';
import type { SecretRead } from '../model/probes.ts';
import type { Verdict } from '../model/verdict.ts';

export interface Judgement {
  readonly verdict: Verdict;
  /** One sentence: why this verdict and no other. */
  readonly because: string;
}

/** The four verdicts, first that fits. Only a read proves success; only an observed block proves failure. */
export function verdictOf(derived: DerivedFacts, causes: readonly Cause[]): Judgement {
  const findings = causes.flatMap((cause) => [cause, ...cause.accountsFor]);
  const blocking = findings.filter((finding) => finding.severity === 'blocking' && finding.on !== 'verifier');
  if (blocking.length > 0) {
    const [root] = causes.filter((cause) =>
      [cause, ...cause.accountsFor].some((finding) => blocking.includes(finding)),
    );
    const says = isOutside(derived) ? "By configuration, a workload there can't" : "A workload here can't";
    return { verdict: 'broken', because: `${says} read the secret. ${root?.summary ?? ''}` };
  }
  if (derived.secret.state === 'seen' && derived.secret.value.outcome === 'read') {
    return judgeRead(derived.secret.value, derived.paths);
  }
  return {
    verdict: 'unproven',
    because: isOutside(derived) ? whyNotProbed(derived, causes) : whyNotRead(derived.secret, causes),
  };
}

const isOutside = ({ vantage }: DerivedFacts): boolean => vantage.state === 'seen' && vantage.value.place === 'outside';

/** Configuration can explain a failure and never proves success. */
function whyNotProbed({ predictedPaths }: DerivedFacts, [cause]: readonly Cause[]): string {
  if (cause && cause.severity !== 'advisory') return `No packet was sent. By configuration: ${cause.summary}`;
  if (predictedPaths.state === 'unseen')
    return `No packet was sent, and the path isn't known: ${predictedPaths.detail}.`;
  const open = predictedPaths.value.every((predicted) => predicted.evaluation.predicted === 'open');
  return open
    ? 'By configuration every path to the endpoint is open. No packet was sent, so nothing is proven.'
    : "No packet was sent, and configuration doesn't show every path to the endpoint to be open.";
}

/** The path that carried the secret, by the address of the very socket; null where none is known. */
export function carryingPath(
  secret: CheckInputs['secret'],
  paths: Observation<readonly ObservedPath[]>,
): ObservedPath | null {
  if (paths.state === 'unseen') return null;
  return paths.value.find((path) => path.address === secret.remoteAddress) ?? null;
}

function judgeRead(secret: SecretRead, paths: Observation<readonly ObservedPath[]>): Judgement {
  const path = carryingPath(secret, paths);
  const address = secret.remoteAddress ?? 'an unknown address';
  if (path?.owner === 'other') {
    return {
      verdict: 'bypassed',
      because: `The secret was read from ${address}, which isn't an address of the endpoint.`,
    };
  }
  if (path?.owner === 'endpoint' && path.tls === 'verified') {
    return {
      verdict: 'connected',
      because: `The secret was read over verified TLS from ${address}, an address of the endpoint.`,
    };
  }
  return {
    verdict: 'unproven',
    because: `The secret was read from ${address}, but ${whyNoProof(path)}, so the path isn't proven.`,
  };
}

function whyNoProof(path: ObservedPath | null): string {
  if (path === null) return "that isn't one of the addresses that were probed";
  if (path.owner === 'endpoint') return 'TLS there was not verified in time';
  return "the endpoint's addresses aren't known";
}

function whyNotRead(secret: Observation<SecretRead>, causes: readonly Cause[]): string {
  const own = causes.find((cause) => cause.on === 'verifier' && cause.severity !== 'advisory');
  if (own) {
    return `Only the verifier's own access failed; your workloads may be fine. ${own.summary} To check a workload, run vpce-doctor verify on its host.`;
  }
  if (secret.state === 'unseen') return `The secret wasn't read: ${secret.detail}.`;
  const cause = causes.find((one) => one.severity !== 'advisory');
  if (cause) return `The read failed once, which doesn't prove that it's blocked: run this again. ${cause.summary}`;
  return "The secret wasn't read, and no fault of the path was seen in the time there was.";
}
