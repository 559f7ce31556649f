import type { Phase, Report, ReportedCause } from '../../model/report.ts';
import { countsOf, reasonsIn } from './counts.ts';
import { type Markup, md, mdCode } from './markup.ts';
import { notLive } from './not-live.ts';
import { shellLine } from './plain.ts';
import { hostsOf } from './runs.ts';

const SIGNS = { connected: '✅', bypassed: '⚠️', broken: '❌', unproven: '❔' } as const;
const STEPS: Readonly<Record<Phase['state'], string>> = { ok: '✅', partly: '⚠️', failed: '❌', 'not-reached': '❔' };

/** For a pull request or a ticket: the verdict, the way of the request as a table, each cause with its fix. */
export default function renderMarkdown(report: Report): string {
  const { verdict, because, runs, causes, undecided, takenAt, tool } = report;
  const rows = runs.flatMap(({ phases }) => phases).map(phaseRow);
  const open = reasonsIn(undecided).map(([reason, checks]) => md`- ${checks} undecided: ${reason}\n`);
  return md`## ${SIGNS[verdict]} ${verdict}: ${hostsOf(runs)}${notLive(report)}

${because}

| | step | time | shows |
|---|---|---|---|
${rows}
${causes.map(causeSection)}${open}
${countsOf(report)} · ${tool.name} ${tool.version}, ${takenAt}
`.text;
}

const phaseRow = ({ name, state, shows, tookMs }: Phase): Markup =>
  md`| ${STEPS[state]} | ${name} | ${tookMs === null ? '' : `${Math.round(tookMs)} ms`} | ${shows} |\n`;

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
