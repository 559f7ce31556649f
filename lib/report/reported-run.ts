import type { Judged } from '../diagnose/judge.ts';
import { carryingPath } from '../diagnose/verdict.ts';
import type { Coverage } from '../model/coverage.ts';
import { BugError } from '../model/errors.ts';
import type { ObservedPath } from '../model/observed-path.ts';
import type { Proof, ReportedRun } from '../model/report.ts';
import type { Run } from '../model/run.ts';
import { phasesOf } from './phases.ts';

/** One run in the report. */
export function reportedRun({ derived, verdict, because }: Judged, takenAt: Run['takenAt']): ReportedRun {
  const { target, vantage, source, secret } = derived;
  if (target.state === 'unseen' || vantage.state === 'unseen') throw new BugError('a run without target or vantage');
  const { place, functionName, accountId } = vantage.value;
  const paths = derived.paths.state === 'seen' ? derived.paths.value : [];
  const requestId = secret.state === 'seen' ? secret.value.requestId : null;
  return {
    takenAt,
    place,
    functionName,
    accountId,
    target: target.value,
    source: source.state === 'seen' ? source.value : null,
    verdict,
    because,
    coverage: coverageOf(paths, derived),
    phases: phasesOf(derived, paths),
    proof: verdict === 'connected' ? proofOf(derived) : null,
    awsRequestIds: requestId === null ? [] : [requestId],
  };
}

type Derived = Judged['derived'];

function coverageOf(paths: readonly ObservedPath[], derived: Derived): Coverage {
  const { secret, target } = derived;
  const answered = paths.filter((path) => path.tls === 'verified');
  const others = paths.filter((path) => path.tls !== 'verified');
  const zonesOf = (some: readonly ObservedPath[]) =>
    [...new Set(some.map((path) => path.availabilityZone).filter((zone) => zone !== null))].toSorted();
  return {
    runsIn: zoneOf(derived),
    addresses: { answered: answered.map((path) => path.address), notAnswered: others.map((path) => path.address) },
    availabilityZones: { answered: zonesOf(answered), notAnswered: zonesOf(others) },
    families: [...new Set(answered.map((path) => (path.family === 4 ? ('IPv4' as const) : ('IPv6' as const))))],
    secret: secret.state === 'seen' && secret.value.outcome === 'read' ? 'read' : 'not-read',
    identity: target.state === 'seen' ? target.value.identity : 'verifier',
    limit: ONLY_HERE,
  };
}

/** By its id, or by its name where a host knows no more. */
function zoneOf({ executionEnvironment, place }: Derived): string | null {
  if (executionEnvironment.state === 'seen') return executionEnvironment.value.availabilityZoneId;
  if (place.state === 'unseen') return null;
  return place.value.availabilityZoneId ?? place.value.availabilityZone ?? null;
}
/** Said to programs, and not to people in each report. */
const ONLY_HERE =
  'It speaks of this place and this role alone: what resolves, connects or signs elsewhere, such as ECS secrets or MSK Connect, is not covered (docs/elsewhere.md)';

function proofOf({ secret, paths, target }: Derived): Proof | null {
  if (secret.state === 'unseen') return null;
  const path = carryingPath(secret.value, paths);
  if (!path) return null;
  return {
    remoteAddress: path.address,
    networkInterfaceId: path.networkInterfaceId,
    availabilityZone: path.availabilityZone,
    vpcEndpointId: (target.state === 'seen' && target.value.endpoint.vpcEndpointId) || null,
    tlsProtocol: secret.value.tlsProtocol,
    certificateIssuer: secret.value.certificate?.issuer ?? null,
    requestId: secret.value.requestId,
  };
}
