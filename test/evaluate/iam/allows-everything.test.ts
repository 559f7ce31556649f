import { expect, test } from '@jest/globals';
import { allowsEverything } from '../../../lib/evaluate/iam/allows-everything.ts';

const FULL = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';
const ON_SECRETS = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"secretsmanager:*","Resource":"*"}]}';

test.each<[string, string, boolean]>([
  ['the default policy', FULL, true],
  ['the same for every AWS principal', FULL.replace('"*"', '{"AWS":"*"}'), true],
  ['lists of one', '{"Statement":[{"Effect":"Allow","Principal":"*","Action":["*"],"Resource":["*"]}]}', true],
  [
    'one statement that is no list',
    '{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}',
    true,
  ],
  ['actions of one service', ON_SECRETS, false],
  [
    'a condition',
    FULL.replace('"Effect"', '"Condition":{"StringEquals":{"aws:PrincipalAccount":"1"}},"Effect"'),
    false,
  ],
  ['a Deny beside it', FULL.replace(']', ',{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]'), false],
  ['a resource that is named', FULL.replace('"Resource":"*"', '"Resource":"arn:aws:secretsmanager:*"'), false],
  ['what is no JSON', 'no policy', false],
  ['an empty document', '{}', false],
  ['null', 'null', false],
])('%s allows everything: %#', (_, document, expected) => {
  expect(allowsEverything(document)).toBe(expected);
});
