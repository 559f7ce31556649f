import { endpointNotes } from '../diagnose/endpoint-notes.ts';
import type { Flow, Place } from '../evaluate/network/flow.ts';
import { evaluatePath } from '../evaluate/network/path.ts';
import { placesOf } from '../evaluate/network/places.ts';
import type { Imported } from '../gather/import/describe-output.ts';
import type { NetworkConfiguration } from '../model/aws.ts';
import { UsageError } from '../model/errors.ts';
import type { PathReport } from '../model/path-report.ts';
import type { IpFamily } from '../net/cidr.ts';
import { parseRange } from '../net/range.ts';
import { pathReportOf } from '../report/path-report.ts';

export interface PathRequest extends Omit<Flow, 'source' | 'destination'> {
  /** As a person names them: a network interface, address, CIDR, subnet; of the destination, an endpoint too. */
  readonly from: string;
  readonly to: string;
}

/** Rules on one path by what files describe. Throws UsageError where its ends are not in them. */
export function ruleOnPath({ described, warnings }: Imported, { from, to, ...flow }: PathRequest): PathReport {
  const paths = pairsOf(from, to, described).map(([source, destination]) => ({
    source: source.addresses,
    destination: destination.addresses,
    evaluation: evaluatePath({ source, destination, ...flow }, described),
  }));
  const endpoint = described.vpcEndpoints.find(({ VpcEndpointId }) => VpcEndpointId === to);
  return pathReportOf(paths, endpoint ? endpointNotes(endpoint) : [], warnings);
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
