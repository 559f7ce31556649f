import { describe, expect, test } from '@jest/globals';
import { unseen } from '../../lib/model/observation.ts';
import { EXIT_CODES, exitCodeOf } from '../../lib/report/exit-code.ts';
import { reportOf } from '../../lib/report/report.ts';
import { configured, endpoint, groups, inspected } from '../support/configuration.ts';
import {
  denied,
  ENI_A,
  ENI_B,
  factsOf,
  PUBLIC,
  resolvesTo,
  secret,
  silentTcp,
  target,
  tcp,
  tls,
  world,
} from '../support/world.ts';

const report = (...args: Parameters<typeof world>) => reportOf(factsOf(world(...args)));

describe('the report', () => {
  test('of a healthy run: connected, with proof, and every check passed or not applicable', () => {
    const { verdict, rootCause, causes, undecided, proof, observed, predicted, coverage } = reportOf(
      factsOf(configured()),
    );
    expect({ verdict, rootCause, causes, undecided, observed, predicted }).toEqual({
      verdict: 'connected',
      rootCause: null,
      causes: [],
      undecided: [],
      observed: 'open',
      predicted: 'open',
    });
    expect(proof).toMatchObject({
      remoteAddress: ENI_A,
      networkInterfaceId: 'eni-0aaa',
      vpcEndpointId: 'vpce-0a1b2c3d4e5f60718',
    });
    expect(coverage).toMatchObject({
      addresses: { answered: [ENI_A, ENI_B], notAnswered: [] },
      availabilityZones: { answered: ['eu-west-2a', 'eu-west-2b'], notAnswered: [] },
      families: ['IPv4'],
      secret: 'read',
    });
  });

  test('is plain JSON, and the same facts always give the same report', () => {
    expect(JSON.parse(JSON.stringify(report()))).toEqual(report());
  });

  test('groups what is undecided by its reason', () => {
    const secret = { state: 'unseen', why: 'skipped', detail: 'no address completed TLS' } as const;
    const { undecided } = reportOf(factsOf(configured({ secret })));
    expect(undecided).toHaveLength(1);
    expect(undecided[0]).toMatchObject({ needs: ['secret'], why: 'skipped', detail: 'no address completed TLS' });
    expect(undecided[0]?.codes.length).toBeGreaterThan(10);
  });

  test('names one reason once, however many facts it took away', () => {
    const { undecided } = report();
    expect(undecided).toHaveLength(1);
    expect(undecided[0]).toMatchObject({ why: 'timed-out', detail: expect.stringContaining('ec2.eu-west-2') });
    expect(undecided[0]?.needs.length).toBeGreaterThan(3);
    expect(undecided[0]?.codes).toContain('function/ec2-api-unreachable');
  });

  test('paths carry what configuration says of them, also where no packet was sent', () => {
    const { paths, predicted } = reportOf(factsOf(inspected({ securityGroups: groups({ ingress: [] }) })));
    expect(predicted).toBe('closed');
    expect(paths).toMatchObject([
      { address: ENI_A, tcp: null, predicted: 'closed' },
      { address: ENI_B, tcp: null, predicted: 'closed' },
    ]);
    expect(paths[0]?.hops.find((hop) => hop.effect === 'deny')).toMatchObject({ resources: ['sg-endpoint'] });
  });

  test.each([
    ['every way is open and nothing else is wrong', {}, 0],
    ['every way is closed', { securityGroups: groups({ ingress: [] }) }, 1],
    ['private DNS is off, and a hosted zone may answer', { vpcEndpoints: [endpoint({ PrivateDnsEnabled: false })] }, 2],
    ['the rules could not be read', { securityGroups: unseen('denied', 'ec2:DescribeSecurityGroups') }, 2],
  ] as const)('from outside, where %s', (_, change, code) => {
    expect(exitCodeOf(reportOf(factsOf(inspected(change))))).toBe(code);
  });

  test('observed speaks of the paths that the name leads to', () => {
    expect(report({ tcp: [tcp(ENI_A), silentTcp(ENI_B)] }).observed).toBe('mixed');
    expect(report({ tcp: [silentTcp(ENI_A), silentTcp(ENI_B)] }).observed).toBe('closed');
    expect(
      report({ serviceDns: resolvesTo([PUBLIC]), tcp: [silentTcp(PUBLIC), tcp(ENI_A)], tls: [tls(ENI_A)] }).observed,
    ).toBe('closed');
  });

  test('gives no proof unless the verdict is connected', () => {
    const around = report({
      serviceDns: resolvesTo([PUBLIC]),
      tcp: [tcp(PUBLIC)],
      tls: [tls(PUBLIC)],
      secret: secret({ remoteAddress: PUBLIC }),
    });
    expect(around).toMatchObject({ verdict: 'bypassed', proof: null });
  });

  test('without any knowledge of the endpoint a read stays unproven, and says why', () => {
    const { verdict, because } = report({
      target: target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: [] } }),
      endpointDns: { state: 'unseen', why: 'skipped', detail: "the endpoint's own DNS names were not given" },
    });
    expect(verdict).toBe('unproven');
    expect(because).toContain('not known');
  });

  test('points every cause to its page and lists the request ids', () => {
    const { causes, awsRequestIds } = report({
      secret: denied('because no VPC endpoint policy allows the secretsmanager:GetSecretValue action'),
    });
    expect(causes).toMatchObject([{ code: 'iam/vpce-implicit', docs: 'docs/findings/iam/vpce-implicit.md' }]);
    expect(awsRequestIds).toHaveLength(1);
  });
});

describe('exit codes', () => {
  test('are as documented', () => {
    expect(EXIT_CODES).toEqual({ connected: 0, broken: 1, bypassed: 1, unproven: 2 });
  });
});
