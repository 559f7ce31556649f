import check from '../../../../lib/diagnose/checks/endpoint/pending-acceptance.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, ENDPOINT_ID, endpoint, inspected, UNNAMED } from '../../../support/configuration.ts';
import { INTO_SILENCE } from '../../../support/public-answer-world.ts';

const OWN_SERVICE = 'com.amazonaws.vpce.eu-west-2.vpce-svc-0abc';
const waiting = (State: string) => ({ vpcEndpoints: [endpoint({ State, ServiceName: OWN_SERVICE })] });

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'there is no endpoint', world: inspected({ vpcEndpoints: [], target: UNNAMED }) },
    { when: 'it was rejected', world: inspected(waiting('Rejected')) },
  ],
  nearMiss: [
    { when: 'it is being made, and waits for nobody', world: inspected(waiting('pending')) },
    { when: 'it was accepted', world: inspected(waiting('available')) },
    {
      when: "an endpoint of somebody's own service waits beside the right one",
      world: inspected({
        vpcEndpoints: [{ ...endpoint(), VpcEndpointId: 'vpce-own', State: 'pendingAcceptance' }, endpoint()],
      }),
    },
    { when: 'EC2 is late, and its addresses speak verified TLS', world: configured(waiting('pendingAcceptance')) },
  ],
  reporting: [
    ...['pendingAcceptance', 'PendingAcceptance', 'pending-acceptance'].map((State) => ({
      when: `EC2 spells it ${State}`,
      world: inspected(waiting(State)),
      problems: [{ severity: 'blocking', on: 'all', resources: [ENDPOINT_ID] } as const],
      says: [`${ENDPOINT_ID} is ${State}`],
    })),
    {
      when: 'packets to the public address are dropped',
      world: configured({ ...INTO_SILENCE, ...waiting('pendingAcceptance') }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [ENDPOINT_ID],
    },
  ],
});
