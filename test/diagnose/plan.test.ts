import { describe, expect, test } from '@jest/globals';
import { judged, type SharedCause } from '../../lib/diagnose/judge.ts';
import { type Plan, planOf } from '../../lib/diagnose/plan.ts';
import { turnOnDnsAttribute, turnOnPrivateDns, useAmazonResolver } from '../../lib/diagnose/steps/names.ts';
import { mergeFacts } from '../../lib/facts/merge.ts';
import type { Code } from '../../lib/model/codes.ts';
import { unseen } from '../../lib/model/observation.ts';
import { reportOf } from '../../lib/report/report.ts';
import { acls, configured, endpoint, groups, HEALTHY_CONFIGURATION, inspected, VPC } from '../support/configuration.ts';
import { finding } from '../support/finding.ts';
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

const FULL = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';
const ON_SECRETS = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"secretsmanager:*","Resource":"*"}]}';

const off = (over: object = {}): WorldChange => ({
  vpcEndpoints: [endpoint({ PrivateDnsEnabled: false, PolicyDocument: FULL, ...over })],
});
const cause = (code: Code, change: Partial<SharedCause>): SharedCause => ({
  ...finding(code, change),
  accountsFor: [],
  runs: [0],
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
    const astray = cause('dns/custom-resolver', { severity: 'degrading', alternatives: [useAmazonResolver()] });
    const { derived } =
      judged(factsOf(configured({ ...PAST_THE_ENDPOINT, ...off({ PolicyDocument: ON_SECRETS }) })))[0] ?? {};
    if (!derived) throw new Error('no run');
    const run = {
      derived,
      analysis: { causes: [], passed: [], notApplicable: [], undecided: [], crashes: [] },
      verdict: 'bypassed',
      because: '',
    } as const;
    expect(planOf([astray], [run]).heldBack.map(({ say }) => say)).toEqual([useAmazonResolver().say]);
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
  test('comes in the order in which EC2 takes it, whatever was found first', () => {
    const read = { vpc: HEALTHY_CONFIGURATION.vpc, target: target() };
    const causes = [
      cause('dns/private-dns-off', { steps: [turnOnPrivateDns('vpce-1', 'eu-west-2')] }),
      cause('dns/vpc-hostnames-off', { steps: [turnOnDnsAttribute('hostnames', read, [])] }),
      cause('dns/vpc-support-off', { steps: [turnOnDnsAttribute('support', read, [])] }),
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
    expect(
      planOf([cause('dns/private-dns-off', { steps: [step] }), cause('dns/public-answer', { steps: [step] })], [])
        .steps,
    ).toHaveLength(1);
  });
});
