import { test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/endpoint/pending.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, ENDPOINT_ID, endpoint, inspected, UNNAMED } from '../../../support/configuration.ts';
import {
  expectRootOfPublicAnswer,
  expectUndecided,
  INTO_SILENCE,
  PAST_THE_ENDPOINT,
} from '../../../support/public-answer-world.ts';
import { ENI_A, ENI_B, silentTcp, target, tcp, tls, tlsWithBoth } from '../../../support/world.ts';

const inState = (State: string) => ({ vpcEndpoints: [endpoint({ State })] });

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'there is no endpoint', world: inspected({ vpcEndpoints: [], target: UNNAMED }) },
    { when: 'the state is spelled with a capital', world: inspected(inState('Available')) },
  ],
  nearMiss: [
    { when: 'it is being modified, and serves all the same', world: configured(inState('pending')) },
    {
      when: 'it is being modified, and one of its interfaces serves',
      world: configured({ ...inState('pending'), tcp: [silentTcp(ENI_A), tcp(ENI_B)], tls: [tls(ENI_B)] }),
    },
    { when: 'it waits for acceptance', world: inspected(inState('pendingAcceptance')) },
    {
      when: 'a new one is being made beside the one that was named',
      world: inspected({ vpcEndpoints: [endpoint({ VpcEndpointId: 'vpce-new', State: 'pending' }), endpoint()] }),
    },
  ],
  reporting: [
    {
      when: 'it is being made, and the name is still public',
      world: configured({ ...INTO_SILENCE, ...inState('pending') }),
      problems: [
        {
          severity: 'blocking',
          on: 'all',
          resources: [ENDPOINT_ID],
          steps: [],
          looks: [
            {
              say: 'Wait a few minutes, check its state, and run this again',
              run: [
                ...['aws', 'ec2', 'describe-vpc-endpoints', '--region', 'eu-west-2'],
                ...['--vpc-endpoint-ids', ENDPOINT_ID],
              ],
              from: 'anywhere',
            },
          ],
        },
      ],
      says: [`${ENDPOINT_ID} is pending`],
    },
    {
      when: 'its addresses accept connections and speak no TLS yet',
      world: configured({
        ...inState('pending'),
        tls: tlsWithBoth({ outcome: 'silent' }),
        secret: unseen('skipped', 'no address that the name resolves to completed verified TLS'),
      }),
      problems: [{ severity: 'blocking' }],
      says: [`${ENDPOINT_ID} is pending`],
    },
    {
      when: 'the secret is read past it, by TLS with somebody else',
      world: configured({ ...PAST_THE_ENDPOINT, ...inState('pending') }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: [`${ENDPOINT_ID} is pending`],
    },
    {
      when: 'no packet was sent, so that it may serve while it is modified',
      world: inspected(inState('Pending')),
      problems: [{ severity: 'degrading' }],
      says: [`${ENDPOINT_ID} is Pending`],
    },
  ],
});

test('is the root of a public answer where packets are dropped', () => {
  expectRootOfPublicAnswer(check, configured({ ...INTO_SILENCE, ...inState('pending') }), 'broken');
});

test('which of two endpoints is meant is not guessed', () => {
  const unnamed = target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: [] } });
  const both = ['vpce-one', 'vpce-two'].map((VpcEndpointId) =>
    endpoint({ VpcEndpointId, State: 'pending', PrivateDnsEnabled: false }),
  );
  expectUndecided(check, inspected({ target: unnamed, vpcEndpoints: both }));
});
