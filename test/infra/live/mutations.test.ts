import { expect, test } from '@jest/globals';
import { parseConfiguration } from '../../../infra/parse-configuration.ts';
import { refusedOr, tryMutations } from '../../support/mutations.ts';
import { given } from '../deployment.ts';

test('no damage to a configuration is a bug of ours or a hang: it is refused in a sentence, or makes sense', async () => {
  const documents = [1, 2, 3].map((zones) => ({ name: `${zones} zones`, document: given(zones) }));
  const wrong = await tryMutations(documents, (document) => refusedOr(() => parseConfiguration(document, 'given')));
  expect(wrong).toEqual([]);
});
