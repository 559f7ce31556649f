import check from '../../../../lib/diagnose/checks/endpoint/partial.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, ENDPOINT_ID, endpoint, INTERFACES, inspected, UNNAMED } from '../../../support/configuration.ts';
import { ENI_A, query, resolvesTo, tcp, tls } from '../../../support/world.ts';

const PARTIAL = endpoint({ State: 'partial', NetworkInterfaceIds: ['eni-0aaa'] });

/** Only the first subnet has its interface. */
const ONE_INTERFACE = {
  networkInterfaces: INTERFACES.filter((one) => one.NetworkInterfaceId !== 'eni-0bbb'),
  serviceDns: resolvesTo([ENI_A]),
  endpointDns: { queries: [query({ addresses: [ENI_A] })] },
  tcp: [tcp(ENI_A)],
  tls: [tls(ENI_A)],
};

checkTable(check, {
  healthy: configured(),
  silent: [{ when: 'there is no endpoint', world: inspected({ vpcEndpoints: [], target: UNNAMED }) }],
  nearMiss: [
    {
      when: 'it is available with one subnet and one interface',
      world: configured({
        ...ONE_INTERFACE,
        vpcEndpoints: [{ ...PARTIAL, State: 'available', SubnetIds: ['subnet-a'] }],
      }),
    },
    {
      when: 'a second endpoint of the service is partial',
      world: inspected({ vpcEndpoints: [{ ...PARTIAL, VpcEndpointId: 'vpce-second' }, endpoint()] }),
    },
  ],
  reporting: [
    {
      when: 'the secret is read by the interface that is there',
      world: configured({ ...ONE_INTERFACE, vpcEndpoints: [PARTIAL] }),
      problems: [{ severity: 'degrading', on: 'all', resources: [ENDPOINT_ID] }],
      says: [ENDPOINT_ID, 'partial'],
    },
    {
      when: 'nobody has sent a packet, and the state begins with a capital',
      world: inspected({
        vpcEndpoints: [{ ...PARTIAL, State: 'Partial', LastError: { Message: 'subnet-b is full' } }],
      }),
      problems: [{ severity: 'degrading' }],
      says: [ENDPOINT_ID, 'Partial', 'subnet-b is full'],
    },
  ],
});
