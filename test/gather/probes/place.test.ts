import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { probePlace } from '../../../lib/gather/probes/place.ts';
import { listenOn, portOf } from '../../support/listen.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** As long as no test waits for it, but those whose peers are silent. */
const PATIENT_MS = 10_000;
const SHORT_MS = 150;
/** What answers has done so by then, also on a busy machine. */
const LONG_MS = 1_500;

const TOKEN = 'AQAEAHexampleTokenOfThisVeryTest0123456789abcdef==';
const [MAC, OTHER_MAC] = ['02:29:96:8f:6a:2d', '02:29:96:8f:6a:2e'];

type Told = Readonly<Record<string, string | null>>;
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(answer: Answer) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  closing.push(() => server.close());
  return { asked, base: `http://127.0.0.1:${portOf(await listenOn(server))}` };
}

const categoriesOf = (mac: string, change: Told = {}): Told =>
  Object.fromEntries(
    Object.entries({
      'vpc-id': 'vpc-0123456789abcdef0',
      'vpc-ipv4-cidr-block': '10.171.0.0/16',
      'vpc-ipv4-cidr-blocks': '10.171.0.0/16\n172.40.0.0/16',
      'subnet-id': 'subnet-0123456789abcdef0',
      'subnet-ipv4-cidr-block': '10.171.3.0/24',
      'security-group-ids': 'sg-0123456789abcdef0\nsg-0fedcba9876543210',
      'local-ipv4s': '10.171.3.7\n10.171.3.8',
      ...change,
    }).map(([name, told]) => [`network/interfaces/macs/${mac}/${name}`, told]),
  );

const instance = (change: Told = {}): Told => ({
  mac: MAC,
  'network/interfaces/macs/': `${MAC}/`,
  'placement/availability-zone': 'us-west-2a',
  'placement/availability-zone-id': 'usw2-az1',
  ...categoriesOf(MAC),
  ...change,
});

/** IMDSv2; what is null never comes, and what is not there is not found. */
const imds =
  (told: Told, token: string | null = TOKEN): Answer =>
  ({ method, url = '', headers }, response) => {
    if (url === '/latest/api/token') {
      if (token !== null && method === 'PUT' && Number(headers['x-aws-ec2-metadata-token-ttl-seconds']) > 0)
        response.end(token);
      return;
    }
    if (headers['x-aws-ec2-metadata-token'] !== token) return void response.writeHead(401).end();
    const one = told[url.replace('/latest/meta-data/', '')];
    if (one === undefined) return void response.writeHead(404).end('<html>404 - Not Found</html>');
    if (one !== null) response.end(one);
  };

const HERE = { macs: [MAC], addresses: ['10.171.3.7', 'fe80::29:96ff:fe8f:6a2d'] };
const ELSEWHERE = { macs: ['02:42:ac:11:00:02'], addresses: ['172.17.0.2'] };

async function placeBy(answer: Answer, { own = HERE, timeoutMs = PATIENT_MS } = {}) {
  const { base, asked } = await serve(answer);
  const place = await probePlace({ AWS_EC2_METADATA_SERVICE_ENDPOINT: base }, { timeoutMs, own });
  return { place, asked, value: place.state === 'seen' ? place.value : null };
}

const WHOLE = {
  toldBy: 'instance-metadata',
  kind: 'linux',
  vpcId: 'vpc-0123456789abcdef0',
  vpcCidrs: ['10.171.0.0/16', '172.40.0.0/16'],
  subnetId: 'subnet-0123456789abcdef0',
  subnetCidrs: ['10.171.3.0/24'],
  securityGroupIds: ['sg-0123456789abcdef0', 'sg-0fedcba9876543210'],
  availabilityZone: 'us-west-2a',
  availabilityZoneId: 'usw2-az1',
  addresses: ['10.171.3.7'],
  publicAddresses: [],
};

/** What holds for every interface of the instance. */
const VPC_ALONE = {
  toldBy: 'instance-metadata',
  kind: 'linux',
  vpcId: 'vpc-0123456789abcdef0',
  vpcCidrs: ['10.171.0.0/16', '172.40.0.0/16'],
  subnetCidrs: [],
  securityGroupIds: [],
  availabilityZone: 'us-west-2a',
  availabilityZoneId: 'usw2-az1',
  addresses: [],
  publicAddresses: [],
};

describe('instance metadata', () => {
  test('tells the whole place, with a token of IMDSv2, and is asked of nothing else', async () => {
    const { value, asked } = await placeBy(imds(instance()));
    expect(value).toEqual(WHOLE);
    expect(asked[0]).toBe('PUT /latest/api/token');
    const MAY_ASK = /^GET \/latest\/meta-data\/(network\/interfaces\/macs\/|placement\/availability-zone)/;
    expect(asked.slice(1).filter((one) => !MAY_ASK.test(one))).toEqual([]);
    expect(JSON.stringify(value)).not.toContain(TOKEN);
  });

  test('tells IPv6 and public addresses where there are any', async () => {
    const told = categoriesOf(MAC, {
      ipv6s: '2600:1f14:0:0::7',
      'vpc-ipv6-cidr-blocks': '2600:1f14::/56',
      'subnet-ipv6-cidr-blocks': '2600:1f14::/64',
      'public-ipv4s': '52.10.0.1',
    });
    const own = { ...HERE, addresses: ['10.171.3.7', '2600:1f14::7'] };
    expect((await placeBy(imds(instance(told)), { own })).value).toMatchObject({
      vpcCidrs: [...WHOLE.vpcCidrs, '2600:1f14::/56'],
      subnetCidrs: ['10.171.3.0/24', '2600:1f14::/64'],
      addresses: ['10.171.3.7', '2600:1f14:0:0::7'],
      publicAddresses: ['52.10.0.1'],
    });
  });

  const two = (change: Told = {}) =>
    instance({
      'network/interfaces/macs/': `${MAC}/\n${OTHER_MAC}/`,
      ...categoriesOf(OTHER_MAC, {
        'subnet-id': 'subnet-0aaaaaaaaaaaaaaaa',
        'security-group-ids': 'sg-0aaaaaaaaaaaaaaaa',
        'subnet-ipv4-cidr-block': '10.171.9.0/24',
        'local-ipv4s': '10.171.9.9\n10.171.9.10',
        ...change,
      }),
    });
  const OTHER = { subnetId: 'subnet-0aaaaaaaaaaaaaaaa', securityGroupIds: ['sg-0aaaaaaaaaaaaaaaa'] };

  test.each([
    ['with its MAC address', { macs: [OTHER_MAC], addresses: ['10.171.9.9'] }, ['10.171.9.9']],
    ['with its MAC address alone', { macs: [OTHER_MAC], addresses: [] }, ['10.171.9.9', '10.171.9.10']],
    ['with a pod address of its own', { macs: ['7e:00:00:00:00:01'], addresses: ['10.171.9.10'] }, ['10.171.9.10']],
  ])('of two interfaces tells of the one %s', async (_, own, addresses) => {
    expect((await placeBy(imds(two()), { own })).value).toEqual({
      ...WHOLE,
      ...OTHER,
      subnetCidrs: ['10.171.9.0/24'],
      addresses,
    });
  });

  test.each([
    ['behind a bridge', ELSEWHERE],
    ['with both of them', { macs: [MAC, OTHER_MAC], addresses: ['10.171.3.7', '10.171.9.9'] }],
  ])('of two interfaces tells the VPC alone to a host %s', async (_, own) => {
    expect((await placeBy(imds(two()), { own })).value).toEqual(VPC_ALONE);
  });

  test('of interfaces in two VPCs tells the zone alone', async () => {
    const { value } = await placeBy(imds(two({ 'vpc-id': 'vpc-0aaaaaaaaaaaaaaaa' })), { own: ELSEWHERE });
    const { vpcId: _, ...untold } = VPC_ALONE;
    expect(value).toEqual({ ...untold, vpcCidrs: [] });
  });

  test('of its only interface tells a container behind a bridge, which calls through it', async () => {
    expect((await placeBy(imds(instance()), { own: ELSEWHERE })).value).toEqual({
      ...WHOLE,
      addresses: ['10.171.3.7', '10.171.3.8'],
    });
  });

  test('tells the VPC alone to a pod with an interface in the VPC that the instance does not list', async () => {
    const own = { macs: ['7e:00:00:00:00:01'], addresses: ['10.171.3.99'] };
    expect((await placeBy(imds(instance()), { own })).value).toEqual(VPC_ALONE);
  });

  test.each<[string, Told, object]>([
    ['a hostile group', { 'security-group-ids': 'sg-0123456789abcdef0\n$(reboot)' }, { securityGroupIds: [] }],
    ['a hostile subnet', { 'subnet-id': 'subnet-1\u001b[31m' }, { subnetId: undefined }],
    [
      'a CIDR that is none: half of a list is no list',
      { 'vpc-ipv4-cidr-blocks': '10.171.0.0/16\n10.0.0.0/99' },
      { vpcCidrs: [] },
    ],
    ['an empty list, since the first CIDR alone is not all of them', { 'vpc-ipv4-cidr-blocks': '' }, { vpcCidrs: [] }],
    ['a page instead of a list', { 'local-ipv4s': '<html><p>hello</p></html>' }, { addresses: [] }],
  ])('drops what is of no known form: %s', async (_, change, expected) => {
    const { value } = await placeBy(imds(instance(categoriesOf(MAC, change))));
    expect(value).toMatchObject({ vpcId: WHOLE.vpcId });
    expect(value).toEqual({ ...value, ...expected });
  });

  test('drops a zone, a VPC and MAC addresses of no known form, and is then unseen', async () => {
    const zones = { 'placement/availability-zone': 'Ignore all', 'placement/availability-zone-id': '../../etc' };
    const macs = { 'network/interfaces/macs/': '../../iam/security-credentials/' };
    const { place, asked } = await placeBy(imds(instance({ ...zones, ...macs })));
    expect(place).toMatchObject({ state: 'unseen', why: 'failed' });
    expect(asked.filter((one) => one.includes('iam'))).toEqual([]);
    const hostileVpc = imds(instance({ ...zones, ...categoriesOf(MAC, { 'vpc-id': 'vpc-1; reboot' }) }));
    expect((await placeBy(hostileVpc)).place).toMatchObject({ state: 'unseen' });
  });

  test.each<[string, Answer]>([
    ['a page', (_, response) => void response.end('<html>Sign in</html>')],
    ['status 401', (_, response) => void response.writeHead(401).end('Unauthorized')],
    ['a redirect', (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['a token with a line break', (_, response) => void response.end('AAAAAAAA\r\nhost: elsewhere')],
    ['a cut connection', (request) => void request.socket.destroy()],
    [
      'an endless body',
      (_, response) => {
        const more = () => void (response.write('A'.repeat(8_000)) ? setImmediate(more) : response.once('drain', more));
        more();
      },
    ],
  ])('that answers with %s tells nothing, at once', async (_, answer) => {
    const { place, asked } = await placeBy(answer);
    expect(place).toMatchObject({ state: 'unseen', why: 'failed' });
    expect(asked).toEqual(['PUT /latest/api/token']);
  });

  test('that never answers for a token, as behind one hop too many, is waited for no longer than asked', async () => {
    const { place } = await placeBy(imds(instance(), null), { timeoutMs: SHORT_MS });
    expect(place).toEqual({ state: 'unseen', why: 'timed-out', detail: 'no instance metadata answered on this host' });
  });

  test('that falls silent tells what came before', async () => {
    const told = instance(categoriesOf(MAC, { 'security-group-ids': null, 'vpc-ipv4-cidr-blocks': null }));
    expect((await placeBy(imds(told), { timeoutMs: LONG_MS })).value).toMatchObject({
      vpcId: WHOLE.vpcId,
      vpcCidrs: [],
      availabilityZoneId: 'usw2-az1',
    });
  });

  test.each([
    ['is disabled', (base: string) => ({ AWS_EC2_METADATA_DISABLED: 'True', AWS_EC2_METADATA_SERVICE_ENDPOINT: base })],
    [
      'is said to be elsewhere',
      (base: string) => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: base.replace('127.0.0.1', 'localhost') }),
    ],
    [
      'is said to be at a host whose name looks like an address',
      (base: string) => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: base.replace('127.0.0.1', '127.0.0.1.example.com') }),
    ],
  ])('is not asked where it %s', async (_, variables) => {
    const { base, asked } = await serve(imds(instance()));
    const place = await probePlace(variables(base), { timeoutMs: PATIENT_MS, own: HERE });
    expect(place).toMatchObject({
      state: 'unseen',
      why: 'skipped',
      detail: expect.stringContaining('AWS_EC2_METADATA_'),
    });
    expect(asked).toEqual([]);
  });
});

describe('ECS task metadata', () => {
  const PATH = '/v4/0123456789abcdef0123456789abcdef-1234567890';
  const network = {
    NetworkMode: 'awsvpc',
    IPv4Addresses: ['10.171.3.7'],
    AttachmentIndex: 0,
    MACAddress: MAC,
    IPv4SubnetCIDRBlock: '10.171.3.0/24',
    PrivateDNSName: 'ip-10-171-3-7.us-west-2.compute.internal',
    SubnetGatewayIpv4Address: '10.171.3.1/24',
  };
  const container = { Name: 'app', Labels: { password: 'hunter2' }, Networks: [network] };
  const task = { TaskARN: 'arn:aws:ecs:us-west-2:111122223333:task/x', AvailabilityZone: 'us-west-2a' };

  async function taskBy(answer: Answer, { disabled = true, timeoutMs = PATIENT_MS, path = PATH } = {}) {
    const { base, asked } = await serve(answer);
    const variables = {
      ECS_CONTAINER_METADATA_URI_V4: `${base}${path}`,
      AWS_EC2_METADATA_DISABLED: String(disabled),
      AWS_EC2_METADATA_SERVICE_ENDPOINT: base,
    };
    const place = await probePlace(variables, { timeoutMs, own: HERE, ecsAgent: base });
    return { place, asked, value: place.state === 'seen' ? place.value : null };
  }

  const agent =
    (one: unknown, other: unknown = task): Answer =>
    ({ url }, response) =>
      void response.end(JSON.stringify(url === `${PATH}/task` ? other : one));

  const TASK = {
    toldBy: 'ecs-task-metadata',
    kind: 'linux',
    vpcCidrs: [],
    subnetCidrs: ['10.171.3.0/24'],
    securityGroupIds: [],
    availabilityZone: 'us-west-2a',
    addresses: ['10.171.3.7'],
    publicAddresses: [],
  };

  test('tells a task its address, the block of its subnet and its zone, and nothing else of it is kept', async () => {
    const { value, asked } = await taskBy(agent(container));
    expect(value).toEqual(TASK);
    expect(asked.toSorted()).toEqual([`GET ${PATH}`, `GET ${PATH}/task`]);
  });

  test('tells the VPC where a newer agent does', async () => {
    const { value } = await taskBy(agent(container, { ...task, VPCID: 'vpc-0123456789abcdef0' }));
    expect(value).toEqual({ ...TASK, vpcId: 'vpc-0123456789abcdef0' });
  });

  test('in bridge mode tells the zone alone', async () => {
    const bridge = { ...container, Networks: [{ ...network, NetworkMode: 'bridge', IPv4Addresses: ['172.17.0.2'] }] };
    expect((await taskBy(agent(bridge))).value).toEqual({ ...TASK, addresses: [], subnetCidrs: [] });
  });

  test('comes after the metadata of the instance, which knows the CIDRs of the VPC', async () => {
    const both: Answer = (request, response) =>
      request.url?.startsWith('/v4/') ? agent(container)(request, response) : imds(instance())(request, response);
    expect((await taskBy(both, { disabled: false })).value).toEqual(WHOLE);
  });

  test('tells what it knows where the metadata of the instance is silent', async () => {
    const onlyTask: Answer = (request, response) => {
      if (request.url?.startsWith('/v4/')) agent(container)(request, response);
    };
    expect((await taskBy(onlyTask, { disabled: false, timeoutMs: LONG_MS })).value).toEqual(TASK);
  });

  test.each<[string, Answer]>([
    ['a page', (_, response) => void response.end('<html>')],
    ['null', (_, response) => void response.end('null')],
    ['a list', (_, response) => void response.end('[1]')],
    ['status 500', (_, response) => void response.writeHead(500).end('{}')],
    [
      'hostile texts',
      agent({ Networks: [{ ...network, IPv4Addresses: ['10.0.0.1; reboot'] }] }, { AvailabilityZone: 7 }),
    ],
    ['networks that are none', agent({ Networks: 'awsvpc' }, { VPCID: ['vpc-0123456789abcdef0'] })],
    ['too much', agent({ ...container, Labels: 'x'.repeat(20_000) }, { ...task, Containers: 'x'.repeat(20_000) })],
  ])('that answers with %s tells nothing', async (_, answer) => {
    expect((await taskBy(answer)).place).toMatchObject({ state: 'unseen', why: 'failed' });
  });

  test.each([
    ['another host', 'http://127.0.0.1:1/v4/abc'],
    ['a host that begins as the agent does', 'http://169.254.170.2.example.com/v4/abc'],
    ['credentials', 'http://169.254.170.2/v2/credentials/abc'],
    ['a path that climbs', 'http://169.254.170.2/v4/../v2/credentials'],
    ['no URL', ':::'],
  ])('is not asked where its variable names %s', async (_, uri) => {
    const variables = { ECS_CONTAINER_METADATA_URI_V4: uri, AWS_EC2_METADATA_DISABLED: 'true' };
    expect(await probePlace(variables, { timeoutMs: PATIENT_MS, own: HERE })).toMatchObject({
      state: 'unseen',
      why: 'skipped',
      detail: expect.stringContaining('task metadata'),
    });
  });
});
