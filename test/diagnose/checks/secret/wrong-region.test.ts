import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/secret/wrong-region.ts';
import { judged } from '../../../../lib/diagnose/judge.ts';
import { changeEnvironment } from '../../../../lib/diagnose/steps/elsewhere.ts';
import { replicateSecret } from '../../../../lib/diagnose/steps/secrets.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { configured, HEALTHY_CONFIGURATION, inspected } from '../../../support/configuration.ts';
import { factsOf, notAllowedBy, refusal, target, type WorldChange } from '../../../support/world.ts';

const ELSEWHERE = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf';
const REPLICA = 'arn:aws:secretsmanager:eu-west-2:111122223333:secret:prod/db-AbCdEf';
const MISSING = refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
const NOT_DESCRIBED = unseen('failed', 'secretsmanager:DescribeSecret: ResourceNotFoundException');

const asking = (secretId: string | null) => ({ target: target({ canary: false, secretId }) });
const described = (arn: string, replicaRegions: readonly string[] = []) => ({
  secretDescription: {
    ...HEALTHY_CONFIGURATION.secretDescription,
    arn,
    ...(replicaRegions.length > 0 ? { replicaRegions } : {}),
  },
});
const elsewhere = { ...asking(ELSEWHERE), secretDescription: NOT_DESCRIBED, secret: MISSING };
const replicate = (change: WorldChange = {}) => configured({ ...elsewhere, ...change });

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'no secret was named', world: inspected(asking(null)) },
    { when: 'there is no such secret, and its ARN is of this Region', world: configured({ secret: MISSING }) },
  ],
  nearMiss: [
    { when: 'a name says no Region', world: configured({ ...asking('prod/db'), ...described(REPLICA) }) },
    { when: "it is asked for by its replica's ARN", world: configured({ ...asking(REPLICA), ...described(REPLICA) }) },
    {
      when: 'it is described elsewhere, and has a replica here',
      world: configured({ ...asking('prod/db'), ...described(ELSEWHERE, ['eu-west-2']), secret: MISSING }),
    },
    { when: 'it was read all the same', world: configured(asking(ELSEWHERE)) },
    {
      when: 'the service found it here, marked for deletion',
      world: replicate({
        secret: refusal('InvalidRequestException', 'the secret because it was marked for deletion.'),
      }),
    },
  ],
  reporting: [
    {
      when: 'its ARN is of another Region, and the service has no such secret',
      world: replicate(),
      problems: [
        {
          severity: 'blocking',
          on: 'all',
          resources: [ELSEWHERE],
          evidence: [{ fact: 'target', path: 'secretId', shows: 'its ARN names us-east-1' }],
          alternatives: [replicateSecret(ELSEWHERE, 'us-east-1', 'eu-west-2')],
        },
      ],
      says: [`${ELSEWHERE} is in us-east-1`, 'only has the secrets of eu-west-2'],
    },
    {
      when: 'configuration only',
      world: inspected({ ...asking(ELSEWHERE), secretDescription: NOT_DESCRIBED }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['us-east-1'],
    },
    {
      when: 'it has a replica here, by the replica itself',
      world: replicate(described(REPLICA)),
      problems: [
        {
          steps: [changeEnvironment(`Ask for the replica in eu-west-2: ${REPLICA}`)],
          looks: [],
        },
      ],
      says: [`its replica there is ${REPLICA}`],
    },
    {
      when: 'it has a replica here, by what its own Region says',
      world: replicate(described(ELSEWHERE, ['ap-south-1', 'eu-west-2'])),
      problems: [{ steps: [changeEnvironment(`Ask for the replica in eu-west-2: ${REPLICA}`)] }],
      says: [REPLICA],
    },
    {
      when: "the verifier's own canary is of another Region",
      world: replicate({ target: target({ secretId: ELSEWHERE }) }),
      problems: [{ on: 'verifier' }],
      says: ['us-east-1'],
    },
    {
      when: 'a name is described elsewhere, and the service has none here',
      world: configured({ ...asking('prod/db'), ...described(ELSEWHERE, ['ap-south-1']), secret: MISSING }),
      problems: [
        {
          severity: 'blocking',
          evidence: [{ fact: 'secretDescription', path: 'arn', shows: `prod/db is ${ELSEWHERE}` }],
        },
      ],
      says: ['prod/db is in us-east-1'],
    },
  ],
});

test.each([
  ['aws-us-gov', 'us-gov-west-1'],
  ['aws-cn', 'cn-north-1'],
  // No such ARN is a secret's, whoever wrote it.
  ['aws', 'cn-north-1'],
  ['aws-cn', 'us-east-1'],
])('a secret of another partition has no replica here, and needs other credentials: %s, %s', (partition, home) => {
  const secretId = ELSEWHERE.replace('aws', partition).replace('us-east-1', home);
  const [problem] = evaluate(check, replicate(asking(secretId))) as readonly Problem[];
  expect(problem).not.toHaveProperty('alternatives');
  expect(problem?.looks).toEqual([]);
  expect(problem?.steps).toEqual([
    changeEnvironment(
      `Correct what the program asks for: a secret in eu-west-2, or the Region ${home}, by an endpoint there and with credentials of an account in its partition`,
    ),
  ]);
});

test.each([20, 40, 100])('its summary has no more than 300 characters, of a name of %i', (length) => {
  const [own, replica] = [ELSEWHERE, REPLICA].map((arn) => arn.replace('prod/db', 'n'.repeat(length))) as [
    string,
    string,
  ];
  for (const change of [asking(own), { ...asking(own), ...described(replica) }]) {
    const [problem] = evaluate(check, replicate(change)) as readonly Problem[];
    expect(problem?.summary.length).toBeLessThanOrEqual(300);
    expect(problem?.summary).toContain('is in us-east-1');
  }
});

test.each([
  ['no packet was sent', inspected({ ...asking('prod/db'), ...described(ELSEWHERE) })],
  [
    'the call was denied, which may be about one that is here',
    configured({ ...asking('prod/db'), ...described(ELSEWHERE), secret: notAllowedBy('identity-based policy') }),
  ],
])('is undecided for a name that is described elsewhere, where %s', (_, world) => {
  expect(evaluate(check, world)).toEqual({ undecided: expect.stringContaining('prod/db is in us-east-1') });
});

test.each([
  ['not found', MISSING],
  ['denied', notAllowedBy('identity-based policy')],
  ['denied explicitly', notAllowedBy('VPC endpoint policy')],
  ['an answer of another kind', refusal('ValidationException', 'Invalid ARN')],
])('is the root cause, whatever the service answers: %s', (_, secret) => {
  const [run] = judged(factsOf(replicate({ secret })));
  expect(run?.analysis.causes.map(({ code }) => code)).toEqual(['secret/wrong-region']);
  expect(run?.analysis.causes[0]?.accountsFor).toHaveLength(1);
  expect(run?.verdict).toBe('broken');
});

test('a replica is made and taken away in the Region that the secret is in', () => {
  expect(replicateSecret(ELSEWHERE, 'us-east-1', 'eu-west-2')).toMatchObject({
    run: `aws secretsmanager replicate-secret-to-regions --region us-east-1 --secret-id ${ELSEWHERE} --add-replica-regions Region=eu-west-2`.split(
      ' ',
    ),
    undo: `aws secretsmanager remove-regions-from-replication --region us-east-1 --secret-id ${ELSEWHERE} --remove-replica-regions eu-west-2`.split(
      ' ',
    ),
    permissions: ['secretsmanager:ReplicateSecretToRegions'],
  });
});
