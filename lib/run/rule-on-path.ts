import { endpointNotes } from '../diagnose/endpoint-notes.ts';
import { pathFindings } from '../diagnose/path-findings.ts';
import type { Flow, Place } from '../evaluate/network/flow.ts';
import { evaluatePath } from '../evaluate/network/path.ts';
import { placesOf } from '../evaluate/network/places.ts';
import type { Imported } from '../gather/import/describe-output.ts';
import type { NetworkConfiguration } from '../model/aws.ts';
import { UsageError } from '../model/errors.ts';
import type { PathEvaluation } from '../model/path-evaluation.ts';
import { pathIdOf } from '../model/path-id.ts';
import type { PathReport } from '../model/path-report.ts';
import type { PredictedPath } from '../model/predicted-path.ts';
import type { Target } from '../model/run.ts';
import type { IpFamily } from '../net/cidr.ts';
import { formatRange, parseRange } from '../net/range.ts';
import { pathReportOf } from '../report/path-report.ts';
import { regionsIn } from './regions-in.ts';

export interface PathRequest extends Omit<Flow, 'source' | 'destination'> {
  /** As a person names them: a network interface, address, CIDR, subnet; of the destination, an endpoint too. */
  readonly from: string;
  readonly to: string;
}

/** Rules on one path by what files describe. Throws UsageError where its ends are not in them. */
export function ruleOnPath({ described, warnings }: Imported, request: PathRequest): PathReport {
  const { from, to, ...flow } = request;
  const ruled = pairsOf(from, to, described).map(([source, destination]) => ({
    source,
    destination,
    evaluation: evaluatePath({ source, destination, ...flow }, described),
  }));
  const paths = ruled.map(({ source, destination, evaluation }) => ({
    source: source.addresses,
    destination: destination.addresses,
    evaluation,
  }));
  const endpoint = described.vpcEndpoints.find(({ VpcEndpointId }) => VpcEndpointId === to);
  const notes = endpoint ? endpointNotes(endpoint) : [];
  return pathReportOf(paths, notes, warnings, findingsOn(ruled, request, described));
}

interface Ruled {
  readonly source: Place;
  readonly destination: Place;
  readonly evaluation: PathEvaluation;
}

/** Findings speak of TCP, as the endpoint does. */
function findingsOn(ruled: readonly Ruled[], { from, to, port, protocol }: PathRequest, known: Imported['described']) {
  if (protocol !== 'tcp') return [];
  const predictedPaths = ruled.map(({ source, destination, evaluation }): PredictedPath => {
    const address = formatRange(destination.addresses);
    const own = known.networkInterfaces.find(({ PrivateIpAddress }) => PrivateIpAddress === address);
    return {
      id: pathIdOf(source.subnetId, address),
      address,
      family: destination.addresses.family,
      networkInterfaceId: own?.NetworkInterfaceId ?? to,
      isInUse: true,
      availabilityZone: own?.AvailabilityZone ?? null,
      source: {
        addresses: formatRange(source.addresses),
        subnetId: source.subnetId ?? from,
        groupIds: source.groupIds ?? [],
      },
      destination: { subnetId: destination.subnetId, groupIds: destination.groupIds ?? [] },
      evaluation,
    };
  });
  const [region = 'REGION', ...others] = regionsIn(known);
  const vpcEndpointId = to.startsWith('vpce-') ? { vpcEndpointId: to } : {};
  const target: Target = {
    region: others.length === 0 ? region : 'REGION',
    host: '',
    port,
    secretId: null,
    canary: false,
    identity: 'workload',
    endpoint: { ...vpcEndpointId, dnsNames: [], networkInterfaces: [], vpcCidrs: [] },
  };
  const expectedEndpoint = known.vpcEndpoints.find(({ VpcEndpointId }) => VpcEndpointId === to);
  const findings = pathFindings(predictedPaths, known, { target, expectedEndpoint });
  // What else the client has beside an address that was named, nobody said.
  return parseRange(from) === null ? findings : findings.filter(({ code }) => code !== 'endpoint/iptype-mismatch');
}

function pairsOf(from: string, to: string, known: NetworkConfiguration): readonly (readonly [Place, Place])[] {
  const [sources, destinations] = [placesOf(from, known), placesOf(to, known)];
  if ('missing' in sources) throw new UsageError(`--from: ${sources.missing}`);
  if ('missing' in destinations) throw new UsageError(`--to: ${destinations.missing}`);
  const pairs = sources.flatMap((one) => destinations.map((other) => [one, other] as const));
  const isLiteral = [from, to].every((name) => parseRange(name) !== null);
  if (isLiteral && sources[0]?.addresses.family !== destinations[0]?.addresses.family)
    throw new UsageError('--from and --to must both be IPv4 or both be IPv6');
  const ofFamily = (family: IpFamily) =>
    pairs.filter(([one, other]) => one.addresses.family === family && other.addresses.family === family);
  // IPv4 where both are there; across families there is no path, and that is an answer too.
  return [ofFamily(4), ofFamily(6), pairs].find((some) => some.length > 0) ?? [];
}
