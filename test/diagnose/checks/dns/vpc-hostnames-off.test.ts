import { test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/dns/vpc-hostnames-off.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, endpoint, inspected, VPC } from '../../../support/configuration.ts';
import {
  expectRootOfPublicAnswer,
  INTO_SILENCE,
  PAST_THE_ENDPOINT,
  PUBLIC_ANSWERS,
} from '../../../support/public-answer-world.ts';
import { PUBLIC, query, resolvesNot, resolvesTo } from '../../../support/world.ts';

const OFF = { vpcDnsAttributes: { VpcId: VPC, enableDnsSupport: true, enableDnsHostnames: false } };

checkTable(check, {
  healthy: configured(),
  silent: [
    {
      when: 'private DNS is off for the endpoint',
      world: inspected({ vpcEndpoints: [endpoint({ PrivateDnsEnabled: false })] }),
    },
    {
      when: 'DNS support is off, and hostnames are on',
      world: inspected({ vpcDnsAttributes: { VpcId: VPC, enableDnsSupport: false, enableDnsHostnames: true } }),
    },
  ],
  nearMiss: [
    { when: 'they are off and the name leads to the endpoint all the same', world: configured(OFF) },
    {
      when: 'they are off and a resolver of the data centre forwards the name to the endpoint',
      world: configured({
        ...OFF,
        serviceDns: resolvesTo(['10.0.2.100'], {
          queries: [query({ server: '192.168.0.53', addresses: ['10.0.2.100'] })],
        }),
      }),
    },
    { when: 'they are on, and the answer is public for another reason', world: configured(INTO_SILENCE) },
  ],
  reporting: [
    {
      when: 'nothing leads to the public address',
      world: configured({ ...INTO_SILENCE, ...OFF }),
      problems: [
        {
          severity: 'degrading',
          on: [PUBLIC],
          resources: ['vpc-1'],
          steps: [
            {
              say: 'Turn on DNS hostnames for the VPC',
              affects: 'vpc-names',
              run: [
                ...['aws', 'ec2', 'modify-vpc-attribute', '--region', 'eu-west-2'],
                ...['--vpc-id', 'vpc-1', '--enable-dns-hostnames'],
              ],
              undo: [
                ...['aws', 'ec2', 'modify-vpc-attribute', '--region', 'eu-west-2'],
                ...['--vpc-id', 'vpc-1', '--no-enable-dns-hostnames'],
              ],
              permissions: ['ec2:ModifyVpcAttribute'],
            },
          ],
        },
      ],
      says: ['enableDnsHostnames', 'vpc-1'],
    },
    {
      when: 'a NAT gateway leads to the public address',
      world: configured({ ...PAST_THE_ENDPOINT, ...OFF }),
      problems: [{ severity: 'degrading', on: [PUBLIC] }],
      says: ['vpc-1'],
    },
    {
      when: 'the name resolves to nothing',
      world: configured({
        ...OFF,
        serviceDns: resolvesNot({ outcome: 'no-address', code: 'ENODATA' }, { outcome: 'no-address' }),
      }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['vpc-1'],
    },
    {
      when: 'nobody has asked for the name, as a prediction',
      world: inspected(OFF),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['enableDnsHostnames', 'vpc-1'],
    },
  ],
});

test.each(PUBLIC_ANSWERS)('is the root of the public answer when $when', ({ answer, verdict }) => {
  expectRootOfPublicAnswer(check, configured({ ...answer, ...OFF }), verdict);
});
