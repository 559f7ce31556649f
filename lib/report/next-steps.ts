import type { Judged, SharedCause } from '../diagnose/judge.ts';
import { describeEndpoint } from '../diagnose/looks.ts';
import type { Plan } from '../diagnose/plan.ts';
import { unique } from '../facts/unique.ts';
import type { Target } from '../model/run.ts';
import type { Look } from '../model/step.ts';
import type { Verdict } from '../model/verdict.ts';
import { SERVICE } from '../services/index.ts';
import { listOf } from '../words/list-of.ts';

/** More are not followed by anybody at night. */
const MOST_LOOKS = 2;

/**
 * What would decide, where it is not known: the other half of the facts first (configuration beside packets, packets beside
 * configuration), then what the root cause asks for. Empty where all is well, or the cause is known.
 */
export function nextStepsOf(
  causes: readonly SharedCause[],
  plan: Plan,
  runs: readonly Judged[],
  verdict: Verdict,
): readonly Look[] {
  const root = causes.find(({ severity }) => severity !== 'advisory');
  const isKnown = root && !root.candidates && !root.looks && root.steps.length > 0;
  const isOpen = plan.heldBack.length > 0 || (root ? !isKnown : verdict !== 'connected');
  if (!isOpen) return [];
  const others = runs.flatMap((run) => otherHalf(run, plan));
  const policies = plan.heldBack.some(isOfTarget) ? runs.flatMap(policyOfEndpoint) : [];
  return unique([...others, ...policies, ...(root?.looks ?? []).toSorted(byCommand)]).slice(0, MOST_LOOKS);
}

/** Findings on credentials repair endpoints of other services, whose ids nothing tells. */
const isOfTarget = ({ code }: Plan['heldBack'][number]): boolean => !code.startsWith('credentials/');

/** One that can be pasted decides sooner than a sentence. */
const byCommand = (one: Look, other: Look): number => (one.run ? 0 : 1) - (other.run ? 0 : 1);

/** How to get the half of the facts that a run does not have. */
function otherHalf({ derived }: Judged, plan: Plan): readonly Look[] {
  const { vantage, target, expectedEndpoint, expectedAddresses } = derived;
  if (vantage.state === 'unseen' || target.state === 'unseen') return [];
  const endpoint = expectedEndpoint.state === 'seen' ? expectedEndpoint.value : null;
  if (vantage.value.place === 'outside') return [provePackets(target.value, endpoint?.DnsEntries?.[0]?.DnsName)];
  const { secret } = derived;
  if (secret.state === 'seen' && secret.value.outcome === 'read' && expectedAddresses.state === 'unseen')
    return [findTheEndpoint(target.value)];
  return readConfiguration(derived, target.value, vantage.value.functionName, plan);
}

/** Packets, from where the workload is: without the endpoint's own name they would not show whose address answers. */
const provePackets = ({ region, secretId }: Target, dnsName: string | undefined): Look =>
  secretId === null
    ? {
        say: 'Prove it with packets: run vpce-doctor verify with a secret that the workload may read',
        from: 'workload',
      }
    : {
        say: 'Prove it with packets',
        run: [
          ...['vpce-doctor', 'verify', '--region', region, '--secret-id', secretId],
          ...(dnsName ? ['--endpoint-dns-name', dnsName] : []),
        ],
        from: 'workload',
      };

/** What was read came from an address that nobody knows as the endpoint's. */
const findTheEndpoint = ({ region }: Target): Look => ({
  say: "Find the endpoint's own DNS name and run this again with --endpoint-dns-name: the name tells its addresses",
  run: [
    ...['aws', 'ec2', 'describe-vpc-endpoints', '--region', region, '--filters'],
    `Name=service-name,Values=com.amazonaws.${region}.${SERVICE.endpointServices.ordinary}`,
    ...['--query', 'VpcEndpoints[].[VpcEndpointId,VpcId,DnsEntries[0].DnsName]'],
  ],
  from: 'anywhere',
});

function readConfiguration(
  derived: Judged['derived'],
  { region, secretId, endpoint }: Target,
  functionName: string | null,
  plan: Plan,
): readonly Look[] {
  const { secret, predictedPaths } = derived;
  const isAnswered = secret.state === 'seen' && secret.value.status !== null;
  // Configuration does not tell why the service itself refuses.
  if (predictedPaths.state === 'seen' || (isAnswered && plan.heldBack.length === 0)) return [];
  const place = placeOf(functionName, derived);
  const missing = [SUBNET, GROUP].filter((word) => place.includes(word));
  return [
    ...(missing.length > 0 ? findTheInterface(derived, region) : []),
    {
      say: `Read the configuration of the path: it names the rule that drops, or shows that none does${inPlaceOf(missing)}`,
      run: [
        ...['vpce-doctor', 'inspect', ...place],
        ...(endpoint.vpcEndpointId ? ['--endpoint-id', endpoint.vpcEndpointId] : []),
        ...(secretId === null ? [] : ['--secret-id', secretId]),
        ...['--region', region],
      ],
      from: 'anywhere',
    },
  ];
}

/** Whom an endpoint lets in is said by its groups, which findings speak of, and by its policy. */
const policyOfEndpoint = ({ derived: { target } }: Judged): readonly Look[] =>
  target.state === 'unseen'
    ? []
    : describeEndpoint(
        "Read the endpoint's policy and security groups: both must let every client in",
        target.value,
        'VpcEndpoints[].[State,PolicyDocument,Groups]',
      );

/** What stands in a command where nothing on the host tells it. */
const SUBNET = 'SUBNET_ID';
const GROUP = 'SECURITY_GROUP_ID';

const inPlaceOf = (missing: readonly string[]): string =>
  missing.length > 0 ? `; put this host's own in the place of ${listOf(missing)}` : '';

function placeOf(functionName: string | null, { source, place }: Judged['derived']): readonly string[] {
  if (functionName !== null) return ['--function', functionName];
  const { kind, subnetIds, securityGroupIds } =
    source.state === 'seen' ? source.value : { kind: kindIn(place), subnetIds: [], securityGroupIds: [] };
  const [subnets, groups] = [orWord(subnetIds, SUBNET), orWord(securityGroupIds, GROUP)];
  return [
    ...(kind === 'lambda' ? [] : ['--client', kind]),
    ...subnets.flatMap((id) => ['--subnet', id]),
    ...groups.flatMap((id) => ['--security-group', id]),
  ];
}

/** Inspect refuses one without the other. */
const orWord = (ids: readonly string[], word: string): readonly string[] => (ids.length > 0 ? ids : [word]);

const kindIn = (place: Judged['derived']['place']) => (place.state === 'seen' ? place.value.kind : 'linux');

/** Its addresses tell a host's subnet and groups, to whoever may ask EC2. */
function findTheInterface({ place }: Judged['derived'], region: string): readonly Look[] {
  const { addresses, vpcId } = place.state === 'seen' ? place.value : { addresses: [] };
  const address = addresses.find((one) => !one.includes(':'));
  if (address === undefined) return [];
  return [
    {
      say: "Find this host's subnet and security groups by its address",
      run: [
        ...['aws', 'ec2', 'describe-network-interfaces', '--region', region, '--filters'],
        `Name=addresses.private-ip-address,Values=${address}`,
        ...(vpcId ? [`Name=vpc-id,Values=${vpcId}`] : []),
        ...['--query', 'NetworkInterfaces[].[VpcId,SubnetId,Groups[].GroupId]'],
      ],
      from: 'anywhere',
    },
  ];
}
