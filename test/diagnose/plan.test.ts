import { describe, expect, test } from '@jest/globals';
import { judged, type SharedCause } from '../../lib/diagnose/judge.ts';
import { type Plan, planOf } from '../../lib/diagnose/plan.ts';
import { turnOnDnsAttribute, turnOnPrivateDns, useAmazonResolver } from '../../lib/diagnose/steps/names.ts';
import { allowsEverything } from '../../lib/evaluate/iam/allows-everything.ts';
import { mergeFacts } from '../../lib/facts/merge.ts';
import type { Code } from '../../lib/model/codes.ts';
import { unseen } from '../../lib/model/observation.ts';
import type { Step } from '../../lib/model/step.ts';
import { reportOf } from '../../lib/report/report.ts';
import { recordingOf } from '../lab/recordings.ts';
import { acls, configured, endpoint, groups, HEALTHY_CONFIGURATION, inspected, VPC } from '../support/configuration.ts';
import { INTO_SILENCE, PAST_THE_ENDPOINT } from '../support/public-answer-world.ts';
import { twoClientSubnets } from '../support/silent-world.ts';
import {
  denied,
  ENI_A,
  ENI_B,
  factsOf,
  PUBLIC,
  silentTcp,
  target,
  tcp,
  tls,
  type WorldChange,
} from '../support/world.ts';

const HOST = HEALTHY_CONFIGURATION.source;
const FULL = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';
const ON_SECRETS = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"secretsmanager:*","Resource":"*"}]}';

const off = (over: object = {}): WorldChange => ({
  vpcEndpoints: [endpoint({ PrivateDnsEnabled: false, PolicyDocument: FULL, ...over })],
});
const namesIn = ({ steps }: Plan) => steps.map(({ code }) => code);
const closed = groups({ ingress: [] });

const TLS_TO_BOTH: WorldChange = {
  tcp: [tcp(PUBLIC), tcp(ENI_A), tcp(ENI_B)],
  tls: [tls(PUBLIC), tls(ENI_A), tls(ENI_B)],
};

const planIn = (change: WorldChange) => {
  const { plan, nextSteps, verdict } = reportOf(factsOf(configured(change)));
  const codesOf = (steps: readonly { readonly code: string }[]) => steps.map(({ code }) => code);
  return { verdict, steps: codesOf(plan.steps), heldBack: codesOf(plan.heldBack), order: plan.order, nextSteps };
};

describe('private DNS is turned on where calls work past the endpoint', () => {
  test('at once, if the endpoint is known to let the client in', () => {
    expect(planIn({ ...PAST_THE_ENDPOINT, ...off() })).toMatchObject({
      verdict: 'bypassed',
      steps: ['dns/private-dns-off'],
      heldBack: [],
      order: null,
    });
  });

  test('after its group is opened, and the report says why', () => {
    const plan = planIn({
      ...PAST_THE_ENDPOINT,
      ...off(),
      securityGroups: groups({ ingress: [], egress: PAST_THE_ENDPOINT.securityGroups[0]?.IpPermissionsEgress ?? [] }),
    });
    expect(plan.steps).toEqual(['sg/endpoint-ingress-missing', 'dns/private-dns-off']);
    expect(plan.order).toMatch(/^The other way round, /);
  });

  test.each<[string, WorldChange]>([
    ['its policy does not allow everything', off({ PolicyDocument: ON_SECRETS })],
    ['its policy was not read', off({ PolicyDocument: undefined })],
    ['it is not available yet', off({ State: 'pending' })],
    [
      'its interfaces are silent though the rules let the client in',
      { ...off(), tcp: [tcp(PUBLIC), silentTcp(ENI_A)] },
    ],
    [
      'nobody knows where its interfaces are',
      { ...off(), networkInterfaces: unseen('denied', 'ec2:DescribeNetworkInterfaces') },
    ],
  ])('not yet, if %s: that waits, with what would decide', (_, change) => {
    const { steps, heldBack, nextSteps, verdict } = planIn({ ...PAST_THE_ENDPOINT, ...change });
    expect(verdict).toBe('bypassed');
    expect(steps).not.toContain('dns/private-dns-off');
    expect(heldBack).toContain('dns/private-dns-off');
    expect(nextSteps.some(({ run }) => run?.includes('describe-vpc-endpoints'))).toBe(true);
  });

  test('at once where nothing works: nothing can be cut off', () => {
    expect(planIn({ ...INTO_SILENCE, ...off({ PolicyDocument: ON_SECRETS }) })).toMatchObject({
      verdict: 'broken',
      steps: ['dns/private-dns-off'],
      heldBack: [],
    });
  });

  test('no other way either: what redirects as an alternative waits as well', () => {
    const cause: SharedCause = {
      code: 'dns/custom-resolver',
      title: 'x',
      summary: 'x',
      severity: 'degrading',
      on: 'all',
      resources: [],
      evidence: [],
      steps: [],
      alternatives: [useAmazonResolver()],
      accountsFor: [],
      runs: [0],
    };
    const { derived } =
      judged(factsOf(configured({ ...PAST_THE_ENDPOINT, ...off({ PolicyDocument: ON_SECRETS }) })))[0] ?? {};
    if (!derived) throw new Error('no run');
    const run = {
      derived,
      analysis: { causes: [], passed: [], notApplicable: [], undecided: [], crashes: [] },
      verdict: 'bypassed',
      because: '',
    } as const;
    expect(planOf([cause], [run]).heldBack.map(({ say }) => say)).toEqual([useAmazonResolver().say]);
  });

  test('not yet where another run is healthy, whatever this one shows', () => {
    const broken = factsOf(configured({ ...INTO_SILENCE, ...off({ PolicyDocument: ON_SECRETS }) }));
    const alone = reportOf(broken).plan.steps;
    expect(alone.map(({ code }) => code)).toContain('dns/private-dns-off');
    const healthy = factsOf(configured(off({ PolicyDocument: ON_SECRETS })));
    const { plan, runs } = reportOf(mergeFacts(broken, healthy));
    expect(runs.map(({ verdict }) => verdict).toSorted()).toEqual(['broken', 'connected']);
    expect(plan.steps.map(({ code }) => code)).not.toContain('dns/private-dns-off');
    expect(plan.heldBack.map(({ code }) => code)).toContain('dns/private-dns-off');
  });
});

describe('the endpoint is not known to let the client in', () => {
  test('by TLS from one subnet, where the workload may be in another whose ACL was not read', () => {
    const seenFromOne = planIn({ ...PAST_THE_ENDPOINT, ...off(), ...TLS_TO_BOTH });
    expect(seenFromOne.steps).toEqual(['dns/private-dns-off']);
    const { steps, heldBack } = planIn({
      ...PAST_THE_ENDPOINT,
      ...off(),
      ...TLS_TO_BOTH,
      ...twoClientSubnets,
      networkAcls: acls(),
    });
    expect(steps).not.toContain('dns/private-dns-off');
    expect(heldBack).toContain('dns/private-dns-off');
  });

  test('by configuration that says broken, since it does not tell whether the name leads elsewhere today', () => {
    const { plan, verdict } = reportOf(
      factsOf(inspected({ ...off({ PolicyDocument: ON_SECRETS }), securityGroups: closed })),
    );
    expect(verdict).toBe('broken');
    expect(plan.steps.map(({ code }) => code)).toEqual(['sg/endpoint-ingress-missing']);
    expect(plan.heldBack.map(({ code }) => code)).toEqual(['dns/private-dns-off']);
  });

  test('by a denial: what is denied has come through to somebody', () => {
    const { plan } = reportOf(
      factsOf(
        configured({
          ...PAST_THE_ENDPOINT,
          ...off({ PolicyDocument: ON_SECRETS }),
          target: target({ identity: 'workload' }),
          secret: denied('because no identity-based policy allows the secretsmanager:GetSecretValue action', {
            remoteAddress: PUBLIC,
          }),
        }),
      ),
    );
    expect(plan.heldBack.map(({ code }) => code)).toContain('dns/private-dns-off');
  });
});

describe('what the settings of a VPC want', () => {
  const cause = (code: Code, step: Step): SharedCause => ({
    code,
    title: code,
    summary: code,
    severity: 'blocking',
    on: 'all',
    resources: [],
    evidence: [],
    steps: [step],
    accountsFor: [],
    runs: [0],
  });

  test('comes in the order in which EC2 takes it, whatever was found first', () => {
    const causes = [
      cause('dns/private-dns-off', turnOnPrivateDns('vpce-1', 'eu-west-2')),
      cause('dns/vpc-hostnames-off', turnOnDnsAttribute('hostnames', VPC, 'eu-west-2')),
      cause('dns/vpc-support-off', turnOnDnsAttribute('support', VPC, 'eu-west-2')),
    ];
    expect(namesIn(planOf(causes, []))).toEqual([
      'dns/vpc-support-off',
      'dns/vpc-hostnames-off',
      'dns/private-dns-off',
    ]);
  });

  test('waits where it would move the names of other endpoints that the tool knows of', () => {
    const kms = endpoint({
      VpcEndpointId: 'vpce-kms',
      ServiceName: 'com.amazonaws.eu-west-2.kms',
      PolicyDocument: FULL,
    });
    const change = {
      ...PAST_THE_ENDPOINT,
      vpcDnsAttributes: { VpcId: VPC, enableDnsSupport: true, enableDnsHostnames: false },
    };
    expect(planIn({ ...change, vpcEndpoints: [endpoint({ PolicyDocument: FULL })] }).steps).toContain(
      'dns/vpc-hostnames-off',
    );
    const beside = reportOf(
      factsOf(configured({ ...change, vpcEndpoints: [endpoint({ PolicyDocument: FULL }), kms] })),
    ).plan;
    expect(beside.heldBack).toMatchObject([
      { code: 'dns/vpc-hostnames-off', say: expect.stringContaining('vpce-kms') },
    ]);
  });

  test('asks for each change once, however many findings want it', () => {
    const step = turnOnPrivateDns('vpce-1', 'eu-west-2');
    expect(planOf([cause('dns/private-dns-off', step), cause('dns/public-answer', step)], []).steps).toHaveLength(1);
  });
});

describe('what is not known', () => {
  test('is no fix: packets only, in an isolated subnet, and the command that decides has the ids', () => {
    const { runs, plan, nextSteps } = reportOf(factsOf(configured({ ...SILENCE, ...NO_CONFIGURATION })));
    expect(plan.steps).toEqual([]);
    expect(nextSteps[0]?.run?.join(' ')).toMatch(
      /^vpce-doctor inspect --function verify-a --endpoint-id vpce-0a1b2c3d4e5f60718 --secret-id \S+ --region eu-west-2$/,
    );
    expect(nextSteps.length).toBeLessThanOrEqual(2);
    expect(runs).toHaveLength(1);
  });

  test('from outside is decided by packets, on the host of the workload', () => {
    const { nextSteps } = reportOf(factsOf(inspected()));
    expect(nextSteps[0]).toMatchObject({ from: 'workload', run: expect.arrayContaining(['vpce-doctor', 'verify']) });
  });

  test('from outside names the endpoint, since packets would not show whose address answers', () => {
    const named = endpoint({ DnsEntries: [{ DnsName: 'vpce-1.secretsmanager.eu-west-2.vpce.amazonaws.com' }] });
    const { nextSteps } = reportOf(factsOf(inspected({ vpcEndpoints: [named] })));
    expect(nextSteps[0]?.run?.slice(-2)).toEqual([
      '--endpoint-dns-name',
      'vpce-1.secretsmanager.eu-west-2.vpce.amazonaws.com',
    ]);
  });

  test.each<[string, WorldChange, RegExp | null]>([
    [
      'on a Linux host, whose ports differ',
      { source: { ...HOST, kind: 'linux' } },
      / --client linux --subnet subnet-client --security-group sg-client /,
    ],
    ['on a host whose groups nobody knows: inspect would refuse', { source: { ...HOST, securityGroupIds: [] } }, null],
  ])('is read %s', (_, change, expected) => {
    const onHost = { vantage: { kind: 'live', place: 'inside', functionName: null, accountId: null } } as const;
    const { nextSteps } = reportOf(factsOf(configured({ ...SILENCE, ...NO_CONFIGURATION, ...onHost, ...change })));
    const commands = nextSteps
      .map(({ run }) => run?.join(' ') ?? '')
      .filter((one) => one.startsWith('vpce-doctor inspect'));
    if (expected) expect(commands[0]).toMatch(expected);
    else expect(commands).toEqual([]);
  });

  test('of a read from an address that nobody knows is the endpoint itself', () => {
    const nameless = { dnsNames: [], networkInterfaces: [], vpcCidrs: [] };
    const { verdict, nextSteps } = reportOf(
      factsOf(
        configured({
          ...NO_CONFIGURATION,
          target: target({ endpoint: nameless }),
          endpointDns: unseen('skipped', 'no name was given'),
        }),
      ),
    );
    expect(verdict).toBe('unproven');
    expect(nextSteps[0]).toMatchObject({
      say: expect.stringContaining('--endpoint-dns-name'),
      run: expect.arrayContaining(['describe-vpc-endpoints']),
    });
  });

  test.each(['healthy-hosted-zone', 'healthy-hub'])(
    'about the name is likely: %s, which is healthy, from outside',
    (name) => {
      const recording = recordingOf(name);
      if (!recording) throw new Error(`${name} was not recorded`);
      const { plan, nextSteps } = reportOf(recording.outside);
      expect(plan.steps.filter(({ isLikely }) => !isLikely)).toEqual([]);
      expect([...plan.steps, ...plan.heldBack]).not.toEqual([]);
      const commands = nextSteps.map(({ run }) => run?.slice(0, 3).join(' '));
      expect(commands).toContain('vpce-doctor verify --region');
      // The whole of it, from inside too, is healthy and gives nothing to do.
      expect(reportOf(mergeFacts(recording.inside, recording.outside))).toMatchObject({
        verdict: 'connected',
        plan: { steps: [], heldBack: [] },
      });
    },
  );

  test('is nothing where all is well, or the rule is named', () => {
    expect(reportOf(factsOf(configured())).nextSteps).toEqual([]);
    expect(reportOf(factsOf(configured({ securityGroups: closed, ...SILENCE }))).nextSteps).toEqual([]);
  });
});

const NOT_TRIED = unseen('skipped', 'no address accepted a connection');
const SILENCE: WorldChange = {
  tcp: [silentTcp(ENI_A), silentTcp(ENI_B)],
  tls: NOT_TRIED,
  http: NOT_TRIED,
  secret: NOT_TRIED,
};

const NO_CONFIGURATION = Object.fromEntries(
  ['securityGroups', 'networkAcls', 'routeTables', 'networkInterfaces', 'subnets', 'vpcEndpoints', 'vpc'].map(
    (fact) => [fact, unseen('failed', "ec2.eu-west-2.amazonaws.com can't be reached from here")],
  ),
) as WorldChange;

test.each<[string, string, boolean]>([
  ['the default policy', FULL, true],
  ['the same for every AWS principal', FULL.replace('"*"', '{"AWS":"*"}'), true],
  ['lists of one', '{"Statement":[{"Effect":"Allow","Principal":"*","Action":["*"],"Resource":["*"]}]}', true],
  [
    'one statement that is no list',
    '{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}',
    true,
  ],
  ['actions of one service', ON_SECRETS, false],
  [
    'a condition',
    FULL.replace('"Effect"', '"Condition":{"StringEquals":{"aws:PrincipalAccount":"1"}},"Effect"'),
    false,
  ],
  ['a Deny beside it', FULL.replace(']', ',{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]'), false],
  ['a resource that is named', FULL.replace('"Resource":"*"', '"Resource":"arn:aws:secretsmanager:*"'), false],
  ['what is no JSON', 'no policy', false],
  ['an empty document', '{}', false],
  ['null', 'null', false],
])('%s allows everything: %#', (_, document, expected) => {
  expect(allowsEverything(document)).toBe(expected);
});
