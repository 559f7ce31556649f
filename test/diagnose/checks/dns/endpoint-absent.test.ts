import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/dns/endpoint-absent.ts';
import type { Route, RouteTable } from '../../../../lib/model/aws.ts';
import type { Problem, Severity } from '../../../../lib/model/problem.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import {
  configured,
  endpoint,
  HEALTHY_CONFIGURATION,
  inspected,
  NAMES_GONE,
  routeTables,
  SUBNETS,
  subnet,
} from '../../../support/configuration.ts';
import {
  expectRootOfPublicAnswer,
  expectUndecided,
  INTO_SILENCE,
  PAST_THE_ENDPOINT,
  PUBLIC_ANSWERS,
} from '../../../support/public-answer-world.ts';
import { PUBLIC, resolvesNot, target, type WorldChange } from '../../../support/world.ts';

const { source, vpc } = HEALTHY_CONFIGURATION;
const SHARED = { vpc: { ...vpc, OwnerId: '444455556666' } };
const CHINA = { region: 'cn-north-1', host: 'secretsmanager.cn-north-1.amazonaws.com.cn' };
const IN_CHINA = 'cn.com.amazonaws.cn-north-1.secretsmanager';

/** Nobody named an endpoint, nobody knows an address of one, and the VPC has none. */
const ABSENT = {
  target: target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: ['10.0.0.0/16'] } }),
  endpointDns: { queries: [] },
  vpcEndpoints: [],
  networkInterfaces: [],
} as const satisfies WorldChange;

const of = (ServiceName: string) => endpoint({ VpcEndpointId: `vpce-${ServiceName}`, ServiceName });
const OTHERS = ['kms', 's3', 'kms'].map((service) => of(`com.amazonaws.eu-west-2.${service}`));

const LOCAL: Route = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' };
const NAT: Route = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-0abc', State: 'active' };
const IGW: Route = { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-0abc', State: 'active' };
const S3: Route = { DestinationPrefixListId: 'pl-0s3', GatewayId: 'vpce-0s3', State: 'active' };
const PEERING: Route = { DestinationCidrBlock: '10.99.0.0/16', VpcPeeringConnectionId: 'pcx-0abc', State: 'active' };

const main = (...Routes: readonly Route[]): RouteTable => ({
  RouteTableId: 'rtb-main',
  VpcId: 'vpc-1',
  Associations: [{ Main: true }],
  Routes,
});

/** The client has a second subnet, which has no route table but the main one. */
const withMain = (...routes: readonly Route[]): WorldChange => {
  return {
    source: { ...source, subnetIds: ['subnet-client', 'subnet-other'] },
    subnets: [...SUBNETS, subnet('subnet-other', '10.0.8.0/24', 'b')],
    routeTables: [...routeTables(), main(...routes)],
  };
};

/** What is said where no packet was sent. */
const predicts = (
  severity: Severity,
  when: string,
  change: WorldChange,
  says = 'vpc-1 has no endpoint for Secrets Manager',
) => ({
  when,
  world: inspected({ ...ABSENT, ...change }),
  problems: [{ severity, on: 'all', resources: ['vpc-1'] } as const],
  says: [says],
});

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'its private DNS is off', world: inspected({ vpcEndpoints: [endpoint({ PrivateDnsEnabled: false })] }) },
    { when: 'it failed', world: inspected({ vpcEndpoints: [endpoint({ State: 'failed' })] }) },
    {
      when: 'the endpoint that was named is that of another service',
      world: inspected({ vpcEndpoints: [endpoint({ ServiceName: 'com.amazonaws.eu-west-2.kms' })] }),
    },
  ],
  nearMiss: [
    {
      when: 'the name is public, and the named endpoint is in another VPC',
      world: configured({ ...PAST_THE_ENDPOINT, vpcEndpoints: [endpoint({ VpcId: 'vpc-hub' })] }),
    },
    {
      when: 'the named endpoint is gone and the VPC has another one of the service',
      world: inspected({ ...NAMES_GONE, vpcEndpoints: [endpoint({ VpcEndpointId: 'vpce-new' })] }),
    },
    { when: "other services' endpoints are beside it", world: inspected({ vpcEndpoints: [...OTHERS, endpoint()] }) },
    {
      when: "the service's name has the prefix of another partition",
      world: inspected({ target: { ...ABSENT.target, ...CHINA }, vpcEndpoints: [of(IN_CHINA)] }),
    },
  ],
  reporting: [
    {
      when: 'a NAT gateway leads to the public address',
      world: configured({ ...ABSENT, ...PAST_THE_ENDPOINT }),
      problems: [{ severity: 'degrading', on: [PUBLIC], resources: ['vpc-1'] }],
      says: ['vpc-1 has no endpoint for Secrets Manager'],
    },
    {
      when: 'the name leads nowhere at all',
      world: configured({
        ...ABSENT,
        serviceDns: resolvesNot({ outcome: 'name-not-found', code: 'ENOTFOUND' }, { outcome: 'name-not-found' }),
        tcp: [],
      }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['vpc-1'],
    },
    predicts('blocking', 'an isolated subnet can go nowhere else', {}),
    predicts('blocking', 'the main route table isolates too', withMain(LOCAL)),
    predicts(
      'degrading',
      'one of two subnets has the main route table, and a NAT gateway with it',
      withMain(LOCAL, NAT),
    ),
    predicts('degrading', 'a NAT gateway may lead past it', { routeTables: routeTables({ client: [LOCAL, NAT] }) }),
    predicts(
      'blocking',
      'an internet gateway is no way out for a function',
      { routeTables: routeTables({ client: [LOCAL, IGW] }) },
      "subnet-client is public, which is no way out: an internet gateway doesn't serve a function without a public address.",
    ),
    predicts(
      'degrading',
      'one of two subnets has a NAT gateway, and the other is public',
      withMain(LOCAL, NAT),
      'By routes alone, it works from subnet-other, over the internet through NAT, and never from subnet-client.',
    ),
    predicts(
      'degrading',
      'one of two subnets is public',
      { ...withMain(LOCAL, NAT), routeTables: [...routeTables({ client: [LOCAL, IGW] }), main(LOCAL, NAT)] },
      "never from subnet-client: an internet gateway doesn't serve a function",
    ),
    predicts(
      'degrading',
      'whether a host in a public subnet has a public address is not known',
      { source: { ...source, kind: 'linux' }, routeTables: routeTables({ client: [LOCAL, IGW] }) },
      "subnet-client is public, which is no way out: an internet gateway doesn't serve a workload without a public address",
    ),
    predicts('degrading', 'a host in a public subnet has a public address', {
      source: { ...source, kind: 'linux', hasPublicAddress: true },
      routeTables: routeTables({ client: [LOCAL, IGW] }),
    }),
    predicts('blocking', 'only a gateway endpoint leads out', { routeTables: routeTables({ client: [LOCAL, S3] }) }),
    predicts('degrading', 'a peering may lead to one', { routeTables: routeTables({ client: [LOCAL, PEERING] }) }),
    predicts('degrading', "the client's subnets are not known", { source: { ...source, subnetIds: [] } }),
    predicts(
      'degrading',
      'one was named, whose own names are gone',
      { target: target(), ...NAMES_GONE },
      "vpce-0a1b2c3d4e5f60718 isn't among the visible endpoints",
    ),
    predicts('blocking', 'other services have theirs', { vpcEndpoints: OTHERS }, 'It has endpoints for kms and s3.'),
    predicts(
      'blocking',
      'the only one is for another Region',
      { vpcEndpoints: [of('com.amazonaws.eu-west-1.secretsmanager')] },
      'It has endpoints for com.amazonaws.eu-west-1.secretsmanager.',
    ),
  ],
});

test.each([
  { target: ABSENT.target, endpointService: null, service: 'com.amazonaws.eu-west-2.secretsmanager' },
  {
    target: { ...ABSENT.target, ...CHINA },
    endpointService: { serviceName: IN_CHINA, privateDnsNames: [CHINA.host], availabilityZones: [] },
    service: IN_CHINA,
  },
])('the fix creates an endpoint of $service', ({ target, endpointService, service }) => {
  const [problem] = evaluate(check, inspected({ ...ABSENT, target, endpointService })) as readonly Problem[];
  const [create, turnOn] = problem?.steps ?? [];
  expect(create?.run).toEqual([
    ...['aws', 'ec2', 'create-vpc-endpoint', '--region', target.region, '--vpc-id', 'vpc-1'],
    ...['--vpc-endpoint-type', 'Interface', '--service-name', service, '--subnet-ids', 'subnet-client'],
    ...['--security-group-ids', 'SECURITY_GROUP_ID', '--no-private-dns-enabled'],
  ]);
  expect(turnOn).toMatchObject({
    say: 'Turn on private DNS for the new endpoint, once it lets every client in',
    affects: 'vpc-names',
    effect: 'redirects',
  });
});

test('the fix names one subnet for each Availability Zone that the service is in: EC2 takes no two of one', () => {
  const source = { ...HEALTHY_CONFIGURATION.source, subnetIds: ['subnet-a', 'subnet-a2', 'subnet-b', 'subnet-c'] };
  const subnets = [
    subnet('subnet-a', '10.0.1.0/24', 'a'),
    subnet('subnet-a2', '10.0.2.0/24', 'a'),
    subnet('subnet-b', '10.0.3.0/24', 'b'),
    subnet('subnet-c', '10.0.4.0/24', 'c'),
  ];
  const zones = [subnets[0], subnets[2]].flatMap((one) => one?.AvailabilityZone ?? []);
  const endpointService = {
    serviceName: 'com.amazonaws.eu-west-2.secretsmanager',
    privateDnsNames: ['secretsmanager.eu-west-2.amazonaws.com'],
    availabilityZones: zones,
  };
  const [problem] = evaluate(check, inspected({ ...ABSENT, source, subnets, endpointService })) as readonly Problem[];
  const run = problem?.steps[0]?.run ?? [];
  expect(run.slice(run.indexOf('--subnet-ids') + 1, run.indexOf('--security-group-ids'))).toEqual([
    'subnet-a',
    'subnet-b',
  ]);
});

test.each(PUBLIC_ANSWERS)('is the root of the public answer when $when', ({ answer, verdict }) => {
  expectRootOfPublicAnswer(check, configured({ ...ABSENT, ...answer }), verdict);
});

test.each([
  { when: 'nothing was asked of the name', world: inspected({ ...ABSENT, ...SHARED }) },
  { when: 'the name is public', world: configured({ ...ABSENT, ...INTO_SILENCE, ...SHARED }) },
  { when: "only one's own endpoints are listed", world: inspected({ ...ABSENT, ...SHARED, vpcEndpoints: OTHERS }) },
  { when: 'an endpoint was named', world: inspected({ ...ABSENT, ...SHARED, target: target() }) },
])("says nothing of another account's shared VPC, whose endpoints are invisible, when $when", ({ world }) => {
  expectUndecided(check, world);
});

test('says nothing of an endpoint that was named, cannot be seen and may be the hub of another account', () => {
  expectUndecided(check, inspected({ vpcEndpoints: [] }));
});
