import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/dns/vpc-support-off.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import { reportOf } from '../../../../lib/report/report.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, inspected, VPC } from '../../../support/configuration.ts';
import { INTO_SILENCE } from '../../../support/public-answer-world.ts';
import { factsOf, PUBLIC, query, resolvesNot, resolvesTo } from '../../../support/world.ts';

const OFF = { vpcDnsAttributes: { VpcId: VPC, enableDnsSupport: false, enableDnsHostnames: true } };
const SILENT = {
  serviceDns: resolvesNot(
    { outcome: 'server-failed', code: 'EAI_AGAIN' },
    { outcome: 'silent', code: 'ETIMEOUT', tookMs: 3_000 },
  ),
  vpcResolverDns: { queries: [query({ server: '169.254.169.253', outcome: 'silent', addresses: [] })] },
  secret: unseen('skipped', 'the name led to no address'),
};

checkTable(check, {
  healthy: configured(),
  silent: [
    {
      when: 'DNS hostnames are off, and support is on',
      world: inspected({ vpcDnsAttributes: { VpcId: VPC, enableDnsSupport: true, enableDnsHostnames: false } }),
    },
  ],
  nearMiss: [
    {
      when: "it is off on purpose, and a resolver of one's own gives the endpoint's addresses",
      world: configured({
        ...OFF,
        serviceDns: resolvesTo(['10.0.1.100'], {
          queries: [query({ server: '10.0.9.53', addresses: ['10.0.1.100'] })],
        }),
        vpcResolverDns: SILENT.vpcResolverDns,
      }),
    },
    { when: 'it is on, and the resolver is silent for another reason', world: configured(SILENT) },
  ],
  reporting: [
    {
      when: 'the resolver is silent',
      world: configured({ ...OFF, ...SILENT }),
      problems: [
        {
          severity: 'degrading',
          on: 'all',
          resources: ['vpc-1'],
          steps: [
            {
              say: 'Turn on DNS support for the VPC',
              affects: 'vpc-names',
              run: [
                ...['aws', 'ec2', 'modify-vpc-attribute', '--region', 'eu-west-2'],
                ...['--vpc-id', 'vpc-1', '--enable-dns-support'],
              ],
              undo: [
                ...['aws', 'ec2', 'modify-vpc-attribute', '--region', 'eu-west-2'],
                ...['--vpc-id', 'vpc-1', '--no-enable-dns-support'],
              ],
              permissions: ['ec2:ModifyVpcAttribute'],
            },
          ],
        },
      ],
      says: ['enableDnsSupport', 'vpc-1'],
    },
    {
      when: 'another resolver gives public addresses',
      world: configured({ ...OFF, ...INTO_SILENCE }),
      problems: [{ severity: 'degrading', on: [PUBLIC] }],
      says: ['vpc-1'],
    },
    {
      when: 'nobody has asked for the name, as a prediction',
      world: inspected(OFF),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['enableDnsSupport', 'vpc-1'],
    },
  ],
});

test.each([
  { of: 'dns/resolver-silent', change: SILENT },
  {
    of: 'dns/name-not-found',
    change: {
      serviceDns: resolvesNot({ outcome: 'name-not-found', code: 'ENOTFOUND' }, { outcome: 'name-not-found' }),
      vpcResolverDns: { queries: [] },
      secret: SILENT.secret,
    },
  },
])('is the root of $of, and the verdict is broken', ({ of, change }) => {
  const { verdict, rootCause, causes } = reportOf(factsOf(configured({ ...OFF, ...change })));
  expect({ verdict, rootCause }).toEqual({ verdict: 'broken', rootCause: check.code });
  expect(causes[0]?.accountsFor.map((one) => one.code)).toContain(of);
});
