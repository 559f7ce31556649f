import { default as TestSequencer } from '@jest/test-sequencer';

/** What measures time so narrowly that nothing should run beside it. */
const QUIET = /test\/lab\/deadlines\.test\.ts$/;

/** The longest first, as Jest does by itself, and last of all what needs a quiet machine. */
export default class QuietLast extends TestSequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(({ path }) => !QUIET.test(path)), ...sorted.filter(({ path }) => QUIET.test(path))];
  }
}
