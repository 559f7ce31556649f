import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { mergeFacts } from '../../lib/facts/merge.ts';
import type { Facts } from '../../lib/model/facts.ts';
import { reportOf } from '../../lib/report/report.ts';
import { analyze } from '../../lib/run/analyze.ts';
import { describedFiles, findScenario } from '../lab/lab.ts';
import { RECORDED_SEED, type Recording, recordingOf } from '../lab/recordings.ts';
import { worldOf } from '../lab/scenario.ts';

const names = readdirSync(new URL('../recordings', import.meta.url));

/** Worlds of which a folder tells more than was read from outside: a shared VPC's owner, and the interfaces of any endpoint. */
const TOLD_MORE: readonly string[] = ['endpoint-wrong-service', 'healthy-shared-vpc', 'shared-vpc-group-closed'];

/** What a folder with the AWS CLI's output of a recorded world says, of the place that was asked about from outside. */
async function describedFactsOf(name: string, { outside }: Recording): Promise<Facts> {
  const world = worldOf(await findScenario(name), RECORDED_SEED);
  const [run] = outside.runs;
  const described = Object.entries(describedFiles(world)).map(([call, content]) => ({
    name: `${call}.json`,
    content: JSON.parse(JSON.stringify(content)),
    writtenAt: run?.takenAt ?? '',
  }));
  const { facts } = await analyze({
    recorded: [],
    described,
    source: { functionName: 'verify-private-a' },
    region: undefined,
    vpcEndpointId: run?.target.endpoint.vpcEndpointId,
    secretId: run?.target.secretId ?? undefined,
  });
  return facts;
}

const diagnosisOf = (facts: Facts) => {
  const { verdict, rootCause, predicted, causes } = reportOf(facts);
  return JSON.stringify({ verdict, rootCause, predicted, causes: causes.map(({ code, summary }) => [code, summary]) });
};

test('a folder of describe output is judged as the same world was from outside, alone and with the inside', async () => {
  const wrong: string[] = [];
  let judged = 0;
  for (const name of names) {
    const recording = recordingOf(name);
    // Where something could not be read from outside, a folder tells more too.
    if (recording === null || TOLD_MORE.includes(name) || reportOf(recording.outside).unread.length > 0) continue;
    const { inside, outside } = recording;
    const facts = await describedFactsOf(name, recording);
    const pairs = { outside: [outside, facts], both: [mergeFacts(inside, outside), mergeFacts(inside, facts)] };
    for (const [vantage, [recorded, described]] of Object.entries(pairs)) {
      const [before, after] = [recorded, described].map((one) => diagnosisOf(one as Facts));
      if (before !== after) wrong.push(`${name} ${vantage}: ${before}, and by the folder ${after}`);
      judged += 1;
    }
  }
  expect(wrong).toEqual([]);
  expect(judged).toBeGreaterThan(180);
});
