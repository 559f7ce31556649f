import type { Phase, Report, ReportedCause, ReportedPlan } from '../../model/report.ts';
import type { ReportedHop } from '../../model/reported-hop.ts';
import { sayHop } from '../../words/hop.ts';
import { shortList } from '../../words/list-of.ts';
import { sayReach } from '../../words/reach.ts';
import { countsOf, reasonsIn } from './counts.ts';
import { headOf } from './head.ts';
import { type Markup, md, mdCode, mdFence } from './markup.ts';
import { notLive } from './not-live.ts';
import { shellLine } from './plain.ts';
import { hostsOf, whereOf } from './runs.ts';
import { labelOf } from './steps-text.ts';

const SIGNS = { '✓': '✅', '!': '⚠️', '✗': '❌', '?': '❔' } as const;
const STEPS: Readonly<Record<Phase['state'], string>> = { ok: '✅', partly: '⚠️', failed: '❌', 'not-reached': '–' };
const HOPS = { allow: '✅', deny: '❌', mixed: '⚠️', unknown: '❔' } as const;

/** For a job summary, a pull request or a ticket: the verdict, what to do, and the rest folded away. */
export default function renderMarkdown(report: Report): string {
  const { sign, verdict } = headOf(report);
  const { because, runs, causes, takenAt, tool } = report;
  const places = runs.map(whereOf).join('; ');
  return md`## ${SIGNS[sign]} ${verdict}: ${hostsOf(runs)}${notLive(report)}

${because}

${planSection(report.plan)}${nextSection(report)}${phaseTable(report)}${causes.map((cause) => causeSection(cause, report))}${detailsOf('Proof of the private path', proofItems(report))}${detailsOf('Path by configuration', hopItems(report))}${detailsOf('Checks not run', notRunItems(report))}
${countsOf(report)} · ${tool.name} ${tool.version}, from ${places}${secretOf(report)}, ${takenAt}
`.text;
}

function secretOf({ runs }: Report): string {
  const secrets = [...new Set(runs.flatMap(({ target }) => target.secretId ?? []))];
  return secrets.length === 0 ? '' : `, secret ${secrets.join(', ')}`;
}

function planSection({ steps, order, heldBack }: ReportedPlan): Markup {
  const each = steps.map(
    (step, at) => md`**${labelOf(step, at, steps.length)}:** ${step.say}.

${fenced(step.run)}Affects ${sayReach(step.affects)}. Undo: ${typeof step.undo === 'string' ? md`${step.undo}` : mdCode(shellLine(step.undo))}.${step.terraform ? md` Declared in Terraform? Change it there (${mdCode(step.terraform)}), or the next apply reverts it.` : md``}

`,
  );
  const why = order === null ? md`` : md`**Order:** ${order}\n\n`;
  const waiting = heldBack.map(({ say, why: reason }) => md`**Not yet:** ${say}: ${reason}.\n\n`);
  return md`${each}${why}${waiting}`;
}

const nextSection = ({ nextSteps }: Report): readonly Markup[] =>
  nextSteps.map(({ say, run }) => md`**Next:** ${say}.\n\n${fenced(run)}`);

const fenced = (run: readonly string[] | undefined): Markup => (run ? md`${mdFence(shellLine(run))}\n\n` : md``);

function phaseTable({ runs }: Report): Markup {
  const rows = runs.flatMap(({ phases }) => phases).map(phaseRow);
  if (runs.every(({ place }) => place === 'outside')) return md``;
  return md`| | step | time | shows |
|---|---|---|---|
${rows}
`;
}

const phaseRow = ({ name, state, shows, tookMs }: Phase): Markup =>
  md`| ${STEPS[state]} | ${name} | ${tookMs === null ? '' : `${Math.round(tookMs)} ms`} | ${shows} |\n`;

function causeSection(
  { title, code, severity, summary, evidence, candidates = [], accountsFor, docs }: ReportedCause,
  { rootCause }: Report,
): Markup {
  const items = [
    ...evidence.map(({ shows }) => md`- evidence: ${shows}\n`),
    ...accountsFor.map((one) => md`- explains ${mdCode(one.code)}: ${one.summary}\n`),
    ...candidates.map((one) => md`- may be ${mdCode(one.cause)}: ${one.why}\n`),
    md`- more: ${mdCode(`vpce-doctor explain ${code}`)}, ${docs}\n`,
  ];
  return md`### ${title}

${mdCode(code)}, ${code === rootCause ? 'root cause, ' : ''}${severity}. ${summary}

${items}
`;
}

const detailsOf = (title: string, items: readonly Markup[]): Markup =>
  items.length === 0
    ? md``
    : md`<details><summary>${title}</summary>

${items}
</details>

`;

const proofItems = ({ runs }: Report): readonly Markup[] =>
  runs.flatMap(({ proof, target }) =>
    proof === null
      ? []
      : [
          md`- ${target.host} resolves to ${proof.remoteAddress}, an address of ${proof.vpcEndpointId ?? 'the endpoint'}\n`,
          md`- ${proof.tlsProtocol ?? 'TLS'} was verified there, issued by ${proof.certificateIssuer ?? 'an unknown issuer'}\n`,
          md`- the socket that carried the value was connected to it, request ${proof.requestId ?? 'without an id'}\n`,
        ],
  );

function hopItems({ paths }: Report): readonly Markup[] {
  const ruled = paths.filter(({ hops }) => hops.length > 0);
  const shown = ruled.find(({ predicted }) => predicted !== 'open') ?? ruled[0];
  return shown ? [md`To ${shown.address}: ${shown.predicted}\n\n`, ...shown.hops.map(hopItem)] : [];
}

const hopItem = (hop: ReportedHop): Markup =>
  md`- ${HOPS[hop.effect]} ${hop.leg === 'forward' ? '→' : '←'} ${sayHop(hop)}: ${shortList(hop.resources)}: ${hop.shows}\n`;

const notRunItems = ({ undecided }: Report): readonly Markup[] =>
  reasonsIn(undecided).map(([reason, checks]) => md`- ${checks} not run: ${reason}\n`);
