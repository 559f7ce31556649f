import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv, type ValidateFunction } from 'ajv';
import { evaluatePath } from '../lib/evaluate/network/path.ts';
import { mergeFacts } from '../lib/facts/merge.ts';
import { parseRecordedFacts } from '../lib/gather/import/recorded-facts.ts';
import { parseRecordedReport } from '../lib/gather/import/recorded-report.ts';
import type { Facts } from '../lib/model/facts.ts';
import { pathReportOf } from '../lib/report/path-report.ts';
import renderJson from '../lib/report/render/json.ts';
import { reportOf } from '../lib/report/report.ts';
import { schemaTexts } from '../tools/schemas.ts';
import { recordingOf } from './lab/recordings.ts';
import { runInProcess } from './support/in-process.ts';
import { CLIENT, call, ENDPOINT, network } from './support/network.ts';

const folder = new URL('../schemas/', import.meta.url);
const validator = (name: string): ValidateFunction =>
  new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')),
  );

/** What of some documents does not fit, a line each. */
const misfits = (fits: ValidateFunction, documents: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(documents).flatMap(([name, document]) =>
    fits(document) ? [] : (fits.errors ?? []).map((error) => `${name}: ${error.instancePath} ${error.message}`),
  );

const names = readdirSync(new URL('recordings', import.meta.url));
const recordings = names.flatMap((name) => {
  const recording = recordingOf(name);
  if (recording === null) throw new Error(`${name} was not recorded`);
  const { inside, outside } = recording;
  return Object.entries({ inside, outside, both: mergeFacts(inside, outside) }).map(
    ([vantage, facts]) => [`${name} ${vantage}`, facts] as const,
  );
});
const of = (make: (facts: Facts) => unknown) =>
  Object.fromEntries(recordings.map(([name, facts]) => [name, make(facts)]));

describe('published schemas', () => {
  test('are those of the code', () => {
    const kept = readdirSync(folder).map((file) => [
      file.replace(/\.json$/, ''),
      readFileSync(new URL(file, folder), 'utf8'),
    ]);
    expect(Object.fromEntries(kept)).toEqual(schemaTexts());
  });

  test.each(Object.keys(schemaTexts()))('are printed by name: %s', async (name) => {
    const { code, stdout } = await runInProcess(['schema', name]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: schemaTexts()[name] });
  });

  test('fit every recording, alone and merged', () => {
    expect(
      misfits(
        validator('facts'),
        of((facts) => facts),
      ),
    ).toEqual([]);
  });

  test('fit the report of every recording, as it is printed', () => {
    const printed = of((facts) => JSON.parse(renderJson(reportOf(facts))));
    expect(misfits(validator('report'), printed)).toEqual([]);
  });

  test('fit the report of a path', () => {
    const evaluations = [network(), network({ endpointIngress: [] }), network({}, { routeTables: [] })];
    const reports = evaluations.map((known) => {
      const path = {
        source: CLIENT.addresses,
        destination: ENDPOINT.addresses,
        evaluation: evaluatePath(call(), known),
      };
      return pathReportOf([path], [{ code: null, summary: 'a note' }], ['a warning']);
    });
    expect(misfits(validator('path-report'), JSON.parse(JSON.stringify(Object.assign({}, reports))))).toEqual([]);
  });

  test.each([
    ['facts', { schema: 2 }],
    ['report', { schema: 2, verdict: 'fine' }],
    ['path-report', {}],
  ])('of %s refuses what is none', (name, document) => {
    expect(misfits(validator(name), { document })).not.toEqual([]);
  });

  test('say no more than this tool reads back', () => {
    for (const [name, facts] of recordings) {
      expect(parseRecordedFacts(JSON.parse(JSON.stringify(facts)), name).inventory).toEqual(facts.inventory);
      const report = reportOf(facts);
      expect(parseRecordedReport(JSON.parse(renderJson(report)), name)).toEqual(report);
    }
  });
});
