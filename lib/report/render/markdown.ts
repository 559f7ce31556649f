import type { Phase, Report, ReportedCause } from '../../model/report.ts';
import { countsOf } from './counts.ts';
import { type Markup, md, mdCode } from './markup.ts';
import { notLive } from './not-live.ts';
import { shellLine } from './plain.ts';

const SIGNS = { connected: '✅', bypassed: '⚠️', broken: '❌', unproven: '❔' } as const;
const STEPS: Readonly<Record<Phase['state'], string>> = { ok: '✅', partly: '⚠️', failed: '❌', 'not-reached': '❔' };

/** For a pull request or a ticket: the verdict, the way of the request as a table, each cause with its fix. */
export default function renderMarkdown(report: Report): string {
  const { verdict, because, phases, causes, undecided, target, vantage, takenAt, tool } = report;
  const rows = phases.map(
    ({ name, state, shows, tookMs }) =>
      md`| ${STEPS[state]} | ${name} | ${tookMs === null ? '' : `${Math.round(tookMs)} ms`} | ${shows} |\n`,
  );
  const open = undecided.map(({ codes, detail }) => md`- ${codes.length} undecided: ${detail}\n`);
  return md`## ${SIGNS[verdict]} ${verdict}: ${target.host}${notLive(vantage)}

${because}

| | step | time | shows |
|---|---|---|---|
${rows}
${causes.map(causeSection)}${open}
${countsOf(report)} · ${tool.name} ${tool.version}, ${takenAt}
`.text;
}

function causeSection({ title, code, severity, summary, evidence, fixes, candidates = [] }: ReportedCause): Markup {
  const seen = evidence.map((one) => md`- ${one.fact}: ${one.shows}\n`);
  const maybe = candidates.map((one) => md`- may be ${mdCode(one.cause)}: ${one.why}\n`);
  const repairs = fixes.map((fix) =>
    fix.run ? md`- fix: ${fix.say}: ${mdCode(shellLine(fix.run))}\n` : md`- fix: ${fix.say}\n`,
  );
  const more = md`- more: ${mdCode(`vpce-doctor explain ${code}`)}\n`;
  return md`### ${title}

${mdCode(code)}, ${severity}. ${summary}

${seen}${maybe}${repairs}${more}
`;
}
