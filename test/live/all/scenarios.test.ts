import { expect, test } from '@jest/globals';
import { allScenarios } from '../../lab/lab.ts';
import { RECORDED_SEED, recordingOf } from '../../lab/recordings.ts';
import { differencesBetween } from '../../support/differences.ts';
import { judgeLive } from '../judge-live.ts';

judgeLive('every scenario, live', await allScenarios(), { seedOf: () => RECORDED_SEED }, (looked) => {
  test('what is seen is what was recorded, times aside (npm run golden -- --record NAME records anew)', () => {
    const different = looked().flatMap(({ scenario: { name }, recording }) => {
      const recorded = recordingOf(name);
      return recorded === null
        ? [`${name} was not recorded`]
        : differencesBetween(recorded, recording).map((one) => `${name}: ${one}`);
    });
    expect(different).toEqual([]);
  });
});
