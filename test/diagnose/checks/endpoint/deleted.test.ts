import { test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/endpoint/deleted.ts';
import { changeAnswer, createEndpointSomehow } from '../../../../lib/diagnose/steps/names.ts';
import { checkTable } from '../../../support/check-table.ts';
import {
  configured,
  ENDPOINT_ID,
  endpoint,
  HEALTHY_CONFIGURATION,
  inspected,
  NAMES_GONE,
} from '../../../support/configuration.ts';
import { expectRootOfPublicAnswer, expectUndecided, INTO_SILENCE } from '../../../support/public-answer-world.ts';
import { target } from '../../../support/world.ts';

const NEW = endpoint({ VpcEndpointId: 'vpce-new' });
const KMS = endpoint({ VpcEndpointId: 'vpce-kms', ServiceName: 'com.amazonaws.eu-west-2.kms' });
const UNNAMED = target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: [] } });

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'the endpoint failed', world: inspected({ vpcEndpoints: [endpoint({ State: 'failed' })] }) },
    { when: 'none was named and there is none', world: inspected({ target: UNNAMED, vpcEndpoints: [] }) },
  ],
  nearMiss: [
    { when: 'the named id is gone and the VPC has no other', world: inspected({ ...NAMES_GONE, vpcEndpoints: [] }) },
    {
      when: "the named id is unknown and the others are another service's",
      world: inspected({ ...NAMES_GONE, vpcEndpoints: [KMS] }),
    },
    { when: 'the VPC has a second endpoint of the service', world: inspected({ vpcEndpoints: [NEW, endpoint()] }) },
    { when: 'none was named and the VPC has one', world: inspected({ target: UNNAMED, vpcEndpoints: [NEW] }) },
    {
      when: "another service's endpoint is being deleted",
      world: inspected({ vpcEndpoints: [{ ...KMS, State: 'deleting' }, endpoint()] }),
    },
  ],
  reporting: [
    {
      when: 'the named one is gone and another has taken its place',
      world: inspected({ ...NAMES_GONE, vpcEndpoints: [KMS, NEW] }),
      problems: [
        {
          severity: 'degrading',
          on: 'all',
          resources: [ENDPOINT_ID, 'vpce-new'],
          steps: [
            changeAnswer(
              `Point everything that names ${ENDPOINT_ID} to vpce-new: hosted zones, policies with aws:SourceVpce, this verifier`,
            ),
          ],
        },
      ],
      says: [`${ENDPOINT_ID} is no longer there`, 'for this service, the VPC has vpce-new'],
    },
    {
      when: 'it is being deleted and there is no other',
      world: configured({ ...INTO_SILENCE, vpcEndpoints: [endpoint({ State: 'Deleting' })] }),
      problems: [
        {
          severity: 'blocking',
          resources: [ENDPOINT_ID],
          steps: createEndpointSomehow('Recreate the endpoint'),
        },
      ],
      says: [`${ENDPOINT_ID} is Deleting.`],
    },
    {
      when: 'it was deleted, without having been named, and is still listed',
      world: inspected({ target: UNNAMED, vpcEndpoints: [endpoint({ State: 'deleted' })] }),
      problems: [{ severity: 'blocking', resources: [ENDPOINT_ID] }],
      says: [`${ENDPOINT_ID} is deleted.`],
    },
    {
      when: 'it is being deleted and serves to the last moment',
      world: configured({ vpcEndpoints: [endpoint({ State: 'deleting' })] }),
      problems: [{ severity: 'degrading', resources: [ENDPOINT_ID] }],
      says: [`${ENDPOINT_ID} is deleting.`],
    },
    {
      when: 'it was deleted and another has taken its place',
      world: inspected({ vpcEndpoints: [endpoint({ State: 'deleted' }), NEW] }),
      problems: [{ severity: 'degrading', resources: [ENDPOINT_ID, 'vpce-new'] }],
      says: [`${ENDPOINT_ID} is deleted`, 'the VPC has vpce-new'],
    },
  ],
});

test('is the root of a public answer where packets are dropped', () => {
  expectRootOfPublicAnswer(
    check,
    configured({ ...INTO_SILENCE, vpcEndpoints: [endpoint({ State: 'deleted' })] }),
    'broken',
  );
});

test("an endpoint that cannot be seen in another account's VPC is not called gone", () => {
  expectUndecided(
    check,
    inspected({ vpc: { ...HEALTHY_CONFIGURATION.vpc, OwnerId: '444455556666' }, vpcEndpoints: [KMS] }),
  );
});
