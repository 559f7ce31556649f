import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/endpoint/az-missing.ts';
import { changeZones } from '../../../../lib/diagnose/steps/elsewhere.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import {
  configured,
  ENDPOINT_ID,
  endpoint,
  HEALTHY_CONFIGURATION,
  inspected,
  SUBNETS,
  subnet,
  UNNAMED,
} from '../../../support/configuration.ts';
import { target } from '../../../support/world.ts';

const { source } = HEALTHY_CONFIGURATION;

/** The client has subnets of its own in these zones. */
const clientIn = (...zones: readonly string[]) => ({
  source: { ...source, subnetIds: zones.map((zone) => `subnet-client-${zone}`) },
  subnets: [...SUBNETS, ...zones.map((zone, at) => subnet(`subnet-client-${zone}`, `10.0.${at + 10}.0/24`, zone))],
});

checkTable(check, {
  healthy: configured(),
  silent: [{ when: 'there is no endpoint', world: inspected({ vpcEndpoints: [], target: UNNAMED }) }],
  nearMiss: [
    {
      when: 'the endpoint is in one zone, and so is the client',
      world: inspected({ vpcEndpoints: [endpoint({ SubnetIds: ['subnet-a'] })] }),
    },
    { when: 'client and endpoint share zones and no subnet', world: inspected(clientIn('a', 'b')) },
    { when: 'the client is in a zone that the service does not have', world: inspected(clientIn('a', 'd')) },
    {
      when: "another service's endpoint lacks the zone",
      world: inspected({
        vpcEndpoints: [
          endpoint({ VpcEndpointId: 'vpce-kms', ServiceName: 'com.amazonaws.eu-west-2.kms', SubnetIds: ['subnet-b'] }),
          endpoint(),
        ],
        target: target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: [] } }),
      }),
    },
  ],
  reporting: [
    {
      when: 'one of two zones of the client lacks an interface',
      world: inspected(clientIn('a', 'c')),
      problems: [
        {
          severity: 'advisory',
          on: 'all',
          resources: [ENDPOINT_ID],
          steps: [changeZones('Add a subnet in eu-west-2c to the endpoint', 'Remove the subnet from the endpoint')],
        },
      ],
      says: ['eu-west-2a and eu-west-2c', ENDPOINT_ID, 'eu-west-2a and eu-west-2b', 'from eu-west-2c cross'],
    },
    {
      when: 'the endpoint is only in the other zone, and packets pass',
      world: configured({ vpcEndpoints: [endpoint({ SubnetIds: ['subnet-b'] })] }),
      problems: [
        {
          severity: 'advisory',
          evidence: [{ fact: 'vpcEndpoints', path: '[0].SubnetIds', shows: 'SubnetIds: subnet-b' }],
        },
      ],
      says: ['eu-west-2a', 'eu-west-2b'],
    },
    {
      when: 'one missing zone can be added, and another is not one of the service',
      world: inspected(clientIn('c', 'd')),
      problems: [
        {
          steps: [changeZones('Add a subnet in eu-west-2c to the endpoint', 'Remove the subnet from the endpoint')],
        },
      ],
      says: ['from eu-west-2c cross'],
    },
    {
      when: 'nobody knows which zones the service has',
      world: inspected({ ...clientIn('d'), endpointService: null }),
      problems: [{ severity: 'advisory' }],
      says: ['eu-west-2d'],
    },
  ],
});

test.each([
  {
    what: "the client's subnets",
    world: inspected({ subnets: SUBNETS.filter((one) => one.SubnetId !== 'subnet-client') }),
  },
  {
    what: "the endpoint's subnets",
    world: inspected({ subnets: SUBNETS.filter((one) => one.SubnetId === 'subnet-client') }),
  },
  {
    what: "one of the endpoint's subnets",
    world: inspected({ vpcEndpoints: [endpoint({ SubnetIds: ['subnet-b', 'subnet-unread'] })] }),
  },
  { what: 'where the client is', world: inspected({ source: { ...source, subnetIds: [] } }) },
])('does not decide without $what', ({ world }) => {
  expect(evaluate(check, world)).toEqual({ undecided: expect.stringContaining('zones') });
});
