import { describe, expect, test } from '@jest/globals';
import { CHECKS } from '../lib/diagnose/checks/index.ts';
import { CHECKED_CODES, UNCHECKED_CODES } from '../lib/model/codes.ts';
import { LAYERS } from '../lib/model/layer.ts';
import { SYMPTOMS } from '../lib/words/symptoms.ts';
import { filesIn, read } from './support/sources.ts';

const UNCHECKED: readonly string[] = UNCHECKED_CODES;

const NEVER_REPORT: readonly string[] = ['function/ec2-api-unreachable', 'endpoint/shared-vpc-invisible'];

const PARTS = 'Fix · Check it yourself · Why it happens · Not to be confused with · How vpce-doctor decides';

/** A finding's page: its title, its headings, and all of it. */
function pageOf(code: string) {
  const text = read(`docs/findings/${code}.md`);
  const [title = '', ...headings] = [...text.matchAll(/^#+ (?!!)(.*)$/gm)].map(([, heading = '']) => heading);
  return { title, headings: headings.join(' · '), text };
}

const CHECK_FILES = filesIn('lib/diagnose/checks', '.ts').filter(
  (file) => !file.endsWith('index') && !file.startsWith('support/'),
);

/** Families of checks that differ in words alone: a row each. */
const TABLES: readonly string[] = ['iam/denials'];

/** The table in which a code is a row; null where it has a file of its own. */
const tableOf = (code: string): string | null =>
  TABLES.find((table) => read(`lib/diagnose/checks/${table}.ts`).includes(`code: '${code}'`)) ?? null;

describe('one failure mode, one code, one file or row, one test, one page', () => {
  const codes = CHECKS.map((check) => check.code).toSorted();

  test('no code is given twice', () => {
    expect(codes).toEqual([...new Set(codes)]);
  });

  const kept: Readonly<Record<string, readonly string[]>> = {
    file: [...CHECK_FILES.filter((file) => !TABLES.includes(file)), ...codes.filter((code) => tableOf(code) !== null)],
    test: filesIn('test/diagnose/checks', '.test.ts'),
    page: filesIn('docs/findings', '.md').filter(
      (file) => !['retired', 'README'].includes(file) && !UNCHECKED.includes(file),
    ),
  };

  /** What is kept under a name that is not listed, or listed and not kept. */
  const oddIn = (listed: readonly string[]): readonly string[] =>
    Object.entries(kept).flatMap(([kind, names]) => [
      ...names.filter((name) => !listed.includes(name)).map((name) => `${kind} ${name} is not listed`),
      ...listed.filter((code) => !names.includes(code)).map((code) => `${code} has no ${kind}`),
    ]);

  test('every listed check has its file, test and page, and each of these is listed', () => {
    expect(oddIn(codes)).toEqual([]);
  });

  test('each file states its code, and its test judges worlds in which the check reports', () => {
    const wrong = codes.flatMap((code) => {
      const table = read(`test/diagnose/checks/${code}.test.ts`);
      // Two checks never report: what they find is that something cannot be told.
      const reports = NEVER_REPORT.includes(code) ? /undecided/i : /reporting: \[\s*(?!\])/;
      return [
        ...(read(`lib/diagnose/checks/${tableOf(code) ?? code}.ts`).includes(`code: '${code}'`)
          ? []
          : [`${code}: not in its file`]),
        ...(table.includes(tableOf(code) === null ? `lib/diagnose/checks/${code}.ts'` : `checkOf('${code}')`)
          ? []
          : [`${code}: not what its test tests`]),
        ...(reports.test(table) ? [] : [`${code}: its test has no world in which it reports`]),
      ];
    });
    expect(wrong).toEqual([]);
  });

  test('no check suspects what it has found itself', () => {
    expect(
      codes.filter((code) => read(`lib/diagnose/checks/${tableOf(code) ?? code}.ts`).includes(`cause: '${code}'`)),
    ).toEqual([]);
  });

  test('the closed union of codes is that of the checks, and whatever any of them names beside has a page', () => {
    expect(codes).toEqual([...CHECKED_CODES].toSorted());
    expect(UNCHECKED.filter((code) => codes.includes(code as (typeof codes)[number]))).toEqual([]);
    const wrong = UNCHECKED.flatMap((code) => {
      const { title, headings, text } = pageOf(code);
      const isTitled = title.length > 10 && title.length <= 90;
      const isSaid = text.includes("doesn't check it yet");
      return isTitled && isSaid && headings === PARTS ? [] : [`${code}: ${title}, ${headings}`];
    });
    expect(wrong).toEqual([]);
  });

  test('each code is of a known layer, and its page has its title, what it is in short, and its parts', () => {
    const wrong = CHECKS.flatMap(({ code, title }) => {
      const page = pageOf(code);
      const isKnown = LAYERS.some((layer) => code.startsWith(`${layer}/`));
      return [
        ...(isKnown ? [] : [`${code}: no such layer`]),
        ...(page.title === title ? [] : [`${code}: its page is titled ${page.title}`]),
        ...(page.headings === PARTS ? [] : [`${code}: its page has ${page.headings}`]),
      ];
    });
    expect(wrong).toEqual([]);
  });

  test('every page begins with its code and what it is in short, and its commands name a Region', () => {
    const wrong = [...codes, ...UNCHECKED].flatMap((code) => {
      const { text } = pageOf(code);
      const begins = text.split('\n').slice(1, 5).join('\n');
      const commands = [
        ...text.replaceAll(/\\\n\s*/g, '').matchAll(/^ *(aws (?!route53 |iam |organizations |sts ).*)$/gm),
      ];
      return [
        ...(begins.startsWith(`\n\`${code}\`\n\n**In short:** `) ? [] : [`${code}: begins with ${begins}`]),
        ...commands.filter(([, one = '']) => !/--(vpc-)?region /.test(one)).map(([, one]) => `${code}: ${one}`),
      ];
    });
    expect(wrong).toEqual([]);
  });

  test('every code stands under what people see of it, once under each', () => {
    const listed = SYMPTOMS.flatMap((symptom) => symptom.codes);
    expect([...codes, ...UNCHECKED].filter((code) => !listed.some((one) => one === code))).toEqual([]);
    for (const symptom of SYMPTOMS) expect([...new Set(symptom.codes)]).toEqual(symptom.codes);
  });

  test('checks are listed in the order in which a request meets their layers, within what is known first', () => {
    const layers = CHECKS.map((check) =>
      LAYERS.indexOf(check.code.slice(0, check.code.indexOf('/')) as (typeof LAYERS)[number]),
    );
    expect(layers).toEqual(layers.toSorted((a, b) => a - b));
  });
});
