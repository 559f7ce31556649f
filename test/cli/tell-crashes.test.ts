import { expect, test } from '@jest/globals';
import { tellCrashes } from '../../lib/cli/tell-crashes.ts';

test('a check that broke is named on stderr with its trace, and asks to be reported; without one nothing is said', () => {
  let stderr = '';
  const output = { write: (text: string) => (stderr += text) };
  tellCrashes([], output);
  expect(stderr).toBe('');
  tellCrashes([{ code: 'dns/flapping', stack: 'TypeError: x\n    at flapping.ts:7' }], output);
  expect(stderr).toBe(
    'vpce-doctor: the check dns/flapping failed, which is a bug in vpce-doctor; please report it\nTypeError: x\n    at flapping.ts:7\n',
  );
});
