import { describe, expect, test } from '@jest/globals';
import { mergeFacts } from '../../lib/facts/merge.ts';
import type { Facts } from '../../lib/model/facts.ts';
import { FORMATS, RENDERERS } from '../../lib/report/render/index.ts';
import { reportOf } from '../../lib/report/report.ts';
import { GOLDEN_SCENARIOS, recordingOf } from '../lab/recordings.ts';

/** Markup of every format, escape codes of both kinds, line breaks, and marks that reorder text. */
const HOSTILE = `"'><b>&amp; ]]> [a](http://b) | # \`x\` @team \u001b[2J\u009b2J\r\n::error::\u2028\u202e\u061c\u200b\u2060\u3164 https://evil.example www.evil.example $(reboot)`;

/** Control characters but for the line break, separators, marks that reorder, and what is invisible. */
const OBEYED_OR_INVISIBLE = /(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u061c\u200b\u2060\u3164]/u;

const IS_ID = /^(sg|sgr|eni|vpce|subnet|acl|rtb|vpc|dopt|tgw)-/;

/** The same world with a hostile end on every id, so that ids still refer to each other, and on what a service says. */
const hostile = (facts: Facts): Facts =>
  JSON.parse(JSON.stringify(facts), (key, value) =>
    typeof value === 'string' && (IS_ID.test(value) || key === 'message') ? value + HOSTILE : value,
  );

/** Text is wrapped: what a name may lengthen is indented, and a line of its own would not be. */
const headsOf = (text: string): readonly string[] => text.split('\n').filter((line) => /^\S/.test(line));

const worlds = GOLDEN_SCENARIOS.flatMap((name) => {
  const recording = recordingOf(name);
  return recording ? [{ name, recording }] : [];
});

describe.each(worlds)('with hostile names in the world $name', ({ recording: { inside, outside } }) => {
  const report = reportOf(mergeFacts(hostile(inside), hostile(outside)));
  const clean = reportOf(mergeFacts(inside, outside));

  test('the diagnosis is the same', () => {
    expect([report.verdict, report.rootCause]).toEqual([clean.verdict, clean.rootCause]);
    expect(JSON.stringify(report)).toContain('reboot');
  });

  test.each(FORMATS)('%s holds no character that a terminal obeys, and no line of their own', (format) => {
    const text = RENDERERS[format](report);
    expect(text).not.toMatch(OBEYED_OR_INVISIBLE);
    if (format === 'text') expect(headsOf(text)).toHaveLength(headsOf(RENDERERS[format](clean)).length);
    else expect(text.split('\n')).toHaveLength(RENDERERS[format](clean).split('\n').length);
    expect(text).not.toMatch(/^::error/m);
  });

  test('JSON is the report, and XML and Markdown hold no tag of theirs', () => {
    expect(JSON.parse(RENDERERS.json(report))).toEqual(JSON.parse(JSON.stringify(report)));
    expect(RENDERERS.junit(report)).not.toContain('<b>');
    // Bare URLs are links in a pull request.
    const outsideCode = RENDERERS.markdown(report).replace(/^(`{3,})sh\n.*\n\1$|(`+) ?[^\n]*?\2/gm, '');
    expect(outsideCode).not.toMatch(/https:\/\/evil|www\.evil/);
    expect(outsideCode).not.toMatch(/(?<!\\)<b>|(?<!\\)\[a\]|@team/);
  });
});
