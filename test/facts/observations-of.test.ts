import { describe, expect, test } from '@jest/globals';
import { mergeFacts } from '../../lib/facts/merge.ts';
import { observationsOf } from '../../lib/facts/observations-of.ts';
import type { FactName, Observations } from '../../lib/model/facts.ts';
import { type UnseenReason, unseen } from '../../lib/model/observation.ts';
import type { Source } from '../../lib/model/run.ts';
import { asSets } from '../support/as-sets.ts';
import {
  ACCOUNT,
  acl,
  acls,
  configured,
  endpoint,
  HEALTHY_CONFIGURATION,
  INTERFACES,
  inspected,
  networkInterface,
  routeTables,
  SUBNETS,
  subnet,
  UNNAMED,
} from '../support/configuration.ts';
import { fromSpoke } from '../support/silent-world.ts';
import { factsOf, observationsIn, SECRET_ARN, target, type WorldChange, world } from '../support/world.ts';

const { source, vpc, dhcpOptions, endpointService } = HEALTHY_CONFIGURATION;
const NEWER = '2026-11-22T04:00:00.000Z';
const OTHER_ACCOUNT = '444455556666';
const OTHER_VPC = 'vpc-other';
const KEY = `arn:aws:kms:eu-west-2:${ACCOUNT}:key/0a1b2c3d-0000-4000-8000-000000000001`;
const OTHER_KEY = KEY.replace(/1$/, '2');

/** What one run is judged by after all that it saw went into facts. */
const viewOf = (change: WorldChange = {}): Observations => observationsIn(factsOf(configured(change)));

/** The same where another look, from outside and at the same place, has read something more. */
const viewBeside = (more: WorldChange, own: WorldChange = {}): Observations =>
  observationsIn(mergeFacts(factsOf(configured(own)), factsOf(inspected(more), NEWER)));

const valueIn = <N extends FactName>(view: Observations, name: N) => {
  const one = view[name];
  return one.state === 'seen' ? one.value : one;
};

describe('what a run is judged by', () => {
  test.each<[string, Observations]>([
    ['a healthy run', configured()],
    ['a look from outside', inspected()],
    ['a run that read no configuration', world()],
    ['a run in a spoke, to an endpoint in a hub', configured(fromSpoke)],
  ])('is all that was seen and unseen by %s', (_, observations) => {
    const { target: about, vantage } = observations;
    expect(observationsIn(factsOf(observations))).toEqual({
      ...observations,
      target: { ...about, tookMs: 0 },
      vantage: { ...vantage, tookMs: 0 },
    });
  });

  test('is made once for the same facts, and each fact once', () => {
    const facts = factsOf(configured());
    const [view] = observationsOf(facts);
    expect(observationsOf(facts)[0]).toBe(view);
    expect(view?.subnets).toBe(view?.subnets);
  });

  test('is its own packets, target and vantage, and the surroundings that all share', () => {
    const vantageOf = (functionName: string) =>
      ({ kind: 'live', place: 'inside', functionName, accountId: ACCOUNT }) as const;
    const change = { target: target({ secretId: null }), tcp: unseen('failed', 'EMFILE') } as const;
    const one = factsOf(configured({ vantage: vantageOf('one') }));
    const other = factsOf(world({ source, vantage: vantageOf('other'), ...change }), NEWER);
    const [first, second, ...rest] = observationsOf(mergeFacts(other, one));
    expect(rest).toEqual([]);
    expect(first && asSets(first)).toEqual(asSets(observationsIn(one)));
    expect(second).toMatchObject({
      vantage: { value: { functionName: 'other' } },
      target: { value: { secretId: null } },
      tcp: unseen('failed', 'EMFILE'),
    });
    expect(second?.subnets).toEqual(first?.subnets);
  });
});

describe('of what was not read', () => {
  const hidden = (why: UnseenReason) => ({ networkAcls: unseen(why, `was ${why}`) });

  test.each<UnseenReason>(['denied', 'timed-out', 'failed', 'skipped'])('the reason is told: %s', (why) => {
    expect(viewOf(hidden(why)).networkAcls).toEqual(unseen(why, `was ${why}`));
  });

  test('nothing hides what another look read', () => {
    expect(valueIn(viewBeside({}, hidden('denied')), 'networkAcls')).toEqual(acls());
    expect(valueIn(viewBeside(hidden('denied')), 'networkAcls')).toEqual(acls());
  });

  test('the word is that nothing tells it, where nobody asked', () => {
    const facts = factsOf(configured());
    const inventory = { ...facts.inventory, reads: facts.inventory.reads.filter(({ of }) => of !== 'networkAcls') };
    expect(observationsIn({ ...facts, inventory }).networkAcls).toEqual(unseen('skipped', "it wasn't read"));
  });
});

describe('the surroundings of a run', () => {
  const elsewhere = { VpcId: OTHER_VPC };
  const others = {
    target: target({ endpoint: { ...target().endpoint, vpcEndpointId: 'vpce-other' } }),
    vpc: { ...vpc, VpcId: OTHER_VPC },
    source: { ...source, vpcId: OTHER_VPC, subnetIds: ['subnet-other'] },
    subnets: [subnet('subnet-other', '10.9.0.0/24', 'a', elsewhere)],
    networkAcls: [{ ...acl('acl-other', ['subnet-other']), ...elsewhere }],
    routeTables: routeTables().map((one) => ({ ...one, ...elsewhere, RouteTableId: `${one.RouteTableId}-other` })),
    networkInterfaces: [networkInterface('eni-other', 'subnet-other', '10.9.0.9', elsewhere)],
    vpcEndpoints: [endpoint({ ...elsewhere, VpcEndpointId: 'vpce-other' })],
  } satisfies WorldChange;
  const LOCAL_FACTS = ['vpc', 'subnets', 'networkAcls', 'routeTables', 'networkInterfaces', 'vpcEndpoints'] as const;

  test('are those of its own VPC', () => {
    const both = mergeFacts(factsOf(configured()), factsOf(inspected(others), NEWER));
    const [own, other, ...rest] = observationsOf(both).map(asSets);
    expect(rest).toEqual([]);
    const [expectedOwn, expectedOther] = [configured(), configured(others)].map(asSets);
    for (const name of LOCAL_FACTS) {
      expect(own?.[name]).toEqual(expectedOwn?.[name]);
      expect(other?.[name]).toEqual(expectedOther?.[name]);
    }
  });

  test('are those of the VPC too in which the endpoint is that was named', () => {
    const view = viewOf(fromSpoke);
    expect(valueIn(view, 'vpc')).toEqual(fromSpoke.vpc);
    expect(valueIn(view, 'vpcEndpoints')).toEqual([endpoint()]);
    for (const name of ['subnets', 'networkInterfaces'] as const) expect(valueIn(view, name)).toEqual(fromSpoke[name]);
    const unnamed = viewOf({ ...fromSpoke, target: UNNAMED });
    expect(valueIn(unnamed, 'vpcEndpoints')).toEqual([]);
    expect(valueIn(unnamed, 'subnets')).toEqual(fromSpoke.subnets.slice(0, 1));
  });

  test('are no endpoint of another VPC but the one that was named, and nothing beside it there', () => {
    const { vpcEndpoints, subnets } = others;
    const change = { vpcEndpoints: [endpoint(), ...vpcEndpoints], subnets: [...SUBNETS, ...subnets] };
    expect(valueIn(viewOf(change), 'vpcEndpoints')).toEqual([endpoint()]);
    expect(valueIn(viewOf(change), 'subnets')).toEqual(SUBNETS);
  });

  test('are those of its Region', () => {
    const there = { target: target({ region: 'us-east-1' }), vpcEndpoints: [endpoint({ VpcEndpointId: 'vpce-us' })] };
    const [own, other] = observationsOf(mergeFacts(factsOf(configured()), factsOf(inspected(there), NEWER)));
    expect(own && valueIn(own, 'vpcEndpoints')).toEqual([endpoint()]);
    expect(other && valueIn(other, 'vpcEndpoints')).toEqual(there.vpcEndpoints);
  });

  test('are all that was read where nothing tells its VPC, or that of a resource', () => {
    const networkInterfaces = INTERFACES.map(({ VpcId, ...one }) => one);
    expect(valueIn(viewOf({ networkInterfaces }), 'networkInterfaces')).toEqual(networkInterfaces);
    const lost = {
      source: unseen('denied', 'lambda:GetFunctionConfiguration'),
      subnets: [...SUBNETS, ...others.subnets],
    };
    expect(valueIn(viewOf(lost), 'subnets')).toEqual(lost.subnets);
  });
});

describe('the VPC of a run', () => {
  const ofSource = (change: Partial<Source>) => ({ source: { ...source, ...change } });

  test('is the one that its source names, or that its subnet is in', () => {
    expect(valueIn(viewOf(), 'vpc')).toEqual(vpc);
    expect(valueIn(viewOf(ofSource({ vpcId: null })), 'vpc')).toEqual(vpc);
  });

  test.each([
    ['the source names one that was not read', ofSource({ vpcId: 'vpc-unread' }), 'vpc-unread'],
    ['nothing tells it', ofSource({ vpcId: null, subnetIds: [] }), "source's VPC isn't known"],
  ])('is unseen where %s, and so are its attributes', (_, change, says) => {
    for (const name of ['vpc', 'vpcDnsAttributes', 'dhcpOptions'] as const)
      expect(viewOf(change)[name]).toEqual(unseen('failed', expect.stringContaining(says) as unknown as string));
  });

  test('is unseen for the reason why its source is', () => {
    const reason = unseen('denied', 'lambda:GetFunctionConfiguration is not allowed here');
    const view = viewOf({ source: reason });
    for (const name of ['vpc', 'vpcDnsAttributes', 'dhcpOptions'] as const) expect(view[name]).toEqual(reason);
  });

  test('has the DHCP options of its id, and none where it has none', () => {
    expect(valueIn(viewOf(), 'dhcpOptions')).toEqual(dhcpOptions);
    const { dhcpOptions: none } = viewOf({ vpc: { ...vpc, DhcpOptionsId: 'default' } });
    expect(none).toMatchObject({ state: 'seen', value: null });
    const { dhcpOptions: lost } = viewOf({ vpc: { ...vpc, DhcpOptionsId: 'dopt-nobody-read' } });
    expect(lost).toEqual(unseen('failed', "what was read doesn't include dopt-nobody-read"));
  });
});

test('the caller of one account is known in each of two Regions', () => {
  const there = inspected({ target: target({ region: 'us-east-1' }) });
  const views = observationsOf(mergeFacts(factsOf(inspected()), factsOf(there, NEWER)));
  expect(views.map(({ target: about }) => about.state === 'seen' && about.value.region)).toEqual([
    'eu-west-2',
    'us-east-1',
  ]);
  for (const view of views) expect(view.caller).toMatchObject({ state: 'seen', value: { accountId: ACCOUNT } });
});

describe('the caller, of several accounts', () => {
  const view = (owner: string, theirs: WorldChange = {}) =>
    viewBeside({ caller: { accountId: OTHER_ACCOUNT }, vpc: { ...vpc, OwnerId: owner }, ...theirs });

  test.each([ACCOUNT, OTHER_ACCOUNT])('is the owner of the VPC: %s', (owner) => {
    expect(valueIn(view(owner), 'caller')).toEqual({ accountId: owner });
  });

  test('is one that looked for endpoints', () => {
    const denied = { vpcEndpoints: unseen('denied', 'ec2:DescribeVpcEndpoints is not allowed here') };
    expect(valueIn(view(OTHER_ACCOUNT, denied), 'caller')).toEqual({ accountId: ACCOUNT });
  });
});

describe('the endpoint service', () => {
  test('is the one that answers to the name under test, and none where none does', () => {
    const china = {
      ...endpointService,
      serviceName: 'cn',
      privateDnsNames: ['secretsmanager.cn-north-1.amazonaws.com.cn'],
    };
    expect(valueIn(viewOf(), 'endpointService')).toEqual(endpointService);
    expect(viewOf({ endpointService: china as never }).endpointService).toMatchObject({ state: 'seen', value: null });
  });
});

describe("the secret's description", () => {
  const described = (arn: string) => ({ arn, kmsKeyId: null, deletedDate: null });

  test.each([
    ['its ARN', SECRET_ARN],
    ['its name', 'prod/canary'],
  ])('is found by %s among others', (_, secretId) => {
    const other = described(SECRET_ARN.replace('canary', 'another'));
    const view = viewBeside({ secretDescription: other }, { target: target({ secretId }) });
    expect(valueIn(view, 'secretDescription')).toEqual(described(SECRET_ARN));
  });

  test('is that of the Region that is asked, where another has one of the name', () => {
    for (const region of ['ap-south-1', 'us-east-1']) {
      const elsewhere = { secretDescription: described(SECRET_ARN.replace('eu-west-2', region)) };
      const view = viewBeside(elsewhere, { target: target({ secretId: 'prod/canary' }) });
      expect(valueIn(view, 'secretDescription')).toEqual(described(SECRET_ARN));
    }
  });

  test('is that of its name, where there is none of the ARN', () => {
    const recreated = { secretDescription: described(SECRET_ARN.replace('AbCdEf', 'NewOne')) };
    expect(valueIn(viewOf(recreated), 'secretDescription')).toEqual(recreated.secretDescription);
    expect(valueIn(viewBeside(recreated, {}), 'secretDescription')).toEqual(described(SECRET_ARN));
  });

  test.each([
    ['no secret was given', null],
    ["what was read doesn't include the secret", 'another'],
  ])('is unseen where %s', (detail, secretId) => {
    const why = secretId === null ? 'skipped' : 'failed';
    expect(viewOf({ target: target({ secretId }) }).secretDescription).toEqual(unseen(why, detail));
  });
});

describe("the secret's key", () => {
  const key = (arn: string) => ({ arn, keyState: 'Enabled', deletionDate: null });
  const under = (kmsKeyId: string | null, arn = KEY) => ({
    secretDescription: { arn: SECRET_ARN, kmsKeyId, deletedDate: null },
    kmsKey: key(arn),
  });
  const beside = (change: WorldChange) => viewBeside({ ...change, kmsKey: key(OTHER_KEY) }, change);

  test.each([
    ['its ARN', KEY],
    ['its id', KEY.split('/')[1] ?? ''],
  ])('is found by %s among others', (_, kmsKeyId) => {
    expect(valueIn(beside(under(kmsKeyId)), 'kmsKey')).toEqual(key(KEY));
  });

  test('is the only one that was read, where the secret names an alias', () => {
    expect(valueIn(viewOf(under('alias/own')), 'kmsKey')).toEqual(key(KEY));
    expect(beside(under('alias/own')).kmsKey).toMatchObject({ state: 'unseen', why: 'failed' });
  });

  test('is none under the AWS managed key', () => {
    expect(viewOf(under(null)).kmsKey).toMatchObject({ state: 'seen', value: null });
  });

  test('is not taken for the AWS managed one where nothing describes the secret', () => {
    expect(viewOf({ target: target({ secretId: 'another' }) }).kmsKey).toMatchObject({ state: 'unseen' });
  });

  test("is not that of another secret of the name, which is not the ARN's", () => {
    const recreated = under(KEY);
    const secretDescription = { ...recreated.secretDescription, arn: SECRET_ARN.replace('AbCdEf', 'NewOne') };
    expect(viewOf({ ...recreated, secretDescription }).kmsKey).toMatchObject({ state: 'unseen', why: 'failed' });
  });

  test('is unseen where another was read', () => {
    expect(viewOf(under(KEY, OTHER_KEY)).kmsKey).toEqual(
      unseen('failed', `what was read doesn't include the key ${KEY}`),
    );
  });

  test('is unseen where the secret is not described', () => {
    const secretDescription = unseen('denied', 'secretsmanager:DescribeSecret is not allowed here');
    expect(viewOf({ secretDescription, kmsKey: key(KEY) }).kmsKey).toEqual(secretDescription);
  });
});
