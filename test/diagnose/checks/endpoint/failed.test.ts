import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/endpoint/failed.ts';
import { createEndpointSomehow } from '../../../../lib/diagnose/steps/names.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import { reportOf } from '../../../../lib/report/report.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, ENDPOINT_ID, endpoint, inspected, UNNAMED } from '../../../support/configuration.ts';
import { INTO_SILENCE } from '../../../support/public-answer-world.ts';
import { factsOf, query, resolvesNot } from '../../../support/world.ts';

const LastError = { Code: 'InsufficientFreeAddressesInSubnet', Message: 'subnet-a has no free address' };
const FAILED = endpoint({ State: 'failed', LastError, NetworkInterfaceIds: [] });

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'there is no endpoint', world: inspected({ vpcEndpoints: [], target: UNNAMED }) },
    { when: 'the endpoint was rejected', world: inspected({ vpcEndpoints: [endpoint({ State: 'rejected' })] }) },
  ],
  nearMiss: [
    { when: 'its last error is an old one', world: inspected({ vpcEndpoints: [endpoint({ LastError })] }) },
    {
      when: 'one that failed is listed beside the one that was made then',
      world: inspected({ vpcEndpoints: [{ ...FAILED, VpcEndpointId: 'vpce-first' }, endpoint()] }),
    },
    {
      when: 'its addresses speak verified TLS all the same',
      world: configured({ vpcEndpoints: [endpoint({ State: 'failed' })] }),
    },
  ],
  reporting: [
    {
      when: 'it failed and EC2 says why',
      world: configured({ ...INTO_SILENCE, vpcEndpoints: [FAILED] }),
      problems: [
        {
          severity: 'blocking',
          on: 'all',
          resources: [ENDPOINT_ID],
          steps: createEndpointSomehow("Repair what the endpoint's LastError names, and recreate the endpoint"),
          looks: [
            {
              say: "Read the endpoint's LastError",
              run: [
                ...['aws', 'ec2', 'describe-vpc-endpoints', '--region', 'eu-west-2'],
                ...['--vpc-endpoint-ids', ENDPOINT_ID],
              ],
              from: 'anywhere',
            },
          ],
        },
      ],
      says: [ENDPOINT_ID, 'failed', 'subnet-a has no free address'],
    },
    {
      when: 'the reason has a code alone',
      world: inspected({ vpcEndpoints: [{ ...FAILED, LastError: { Code: LastError.Code } }] }),
      problems: [{ severity: 'blocking' }],
      says: [LastError.Code],
    },
    {
      when: 'the state begins with a capital, and no reason is given',
      world: inspected({
        vpcEndpoints: [endpoint({ VpcEndpointId: 'vpce-kms', ServiceName: 'kms' }), endpoint({ State: 'Failed' })],
      }),
      problems: [{ evidence: [{ fact: 'vpcEndpoints', path: '[1].State', shows: 'State: Failed' }] }],
      says: ["it couldn't be created, and will never answer a call."],
    },
  ],
});

test('a name without an address follows from it', () => {
  const NOT_FOUND = { outcome: 'name-not-found', code: 'ENOTFOUND' } as const;
  const { rootCause, causes } = reportOf(
    factsOf(
      configured({
        vpcEndpoints: [FAILED],
        serviceDns: resolvesNot(NOT_FOUND, NOT_FOUND),
        vpcResolverDns: { queries: [query({ server: '169.254.169.253', addresses: [], ...NOT_FOUND })] },
        tcp: [],
        secret: unseen('skipped', 'the name led to no address'),
      }),
    ),
  );
  expect(rootCause).toBe(check.code);
  expect(causes[0]?.accountsFor.map((one) => one.code)).toContain('dns/name-not-found');
});
