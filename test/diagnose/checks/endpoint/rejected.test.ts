import check from '../../../../lib/diagnose/checks/endpoint/rejected.ts';
import { createEndpointSomehow } from '../../../../lib/diagnose/steps/names.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, ENDPOINT_ID, endpoint, inspected, UNNAMED } from '../../../support/configuration.ts';
import { INTO_SILENCE } from '../../../support/public-answer-world.ts';

const OWN_SERVICE = 'com.amazonaws.vpce.eu-west-2.vpce-svc-0abc';
const inState = (State: string) => ({ vpcEndpoints: [endpoint({ State, ServiceName: OWN_SERVICE })] });

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'there is no endpoint', world: inspected({ vpcEndpoints: [], target: UNNAMED }) },
    { when: 'it waits for acceptance', world: inspected(inState('pendingAcceptance')) },
    { when: 'it failed', world: inspected(inState('failed')) },
  ],
  nearMiss: [
    {
      when: "an endpoint of somebody's own service was rejected beside the right one",
      world: inspected({ vpcEndpoints: [{ ...endpoint(), VpcEndpointId: 'vpce-own', State: 'rejected' }, endpoint()] }),
    },
    { when: 'its addresses speak verified TLS all the same', world: configured(inState('rejected')) },
  ],
  reporting: [
    ...['rejected', 'Rejected', 'expired', 'Expired'].map((State) => ({
      when: `EC2 calls it ${State}`,
      world: inspected(inState(State)),
      problems: [{ severity: 'blocking', on: 'all', resources: [ENDPOINT_ID] } as const],
      says: [`${ENDPOINT_ID} is ${State}`],
    })),
    {
      when: 'packets to the public address are dropped',
      world: configured({ ...INTO_SILENCE, ...inState('rejected') }),
      problems: [
        {
          severity: 'blocking',
          steps: createEndpointSomehow("Create an endpoint for AWS's own service in place of this one"),
        },
      ],
      says: [ENDPOINT_ID],
    },
  ],
});
