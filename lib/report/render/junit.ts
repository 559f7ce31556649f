import { titleOf } from '../../diagnose/title-of.ts';
import type { Code } from '../../model/codes.ts';
import type { Report, ReportedCause, UndecidedGroup } from '../../model/report.ts';
import { type Markup, xml } from './markup.ts';
import { shellLine } from './plain.ts';
import { hostsOf, isOutside, whereOf } from './runs.ts';

/**
 * JUnit's XML, as CI systems read it: a test case for each check, in a class for each layer. A cause that does harm is a failure if
 * the job fails by its exit code, and else passes with a warning, so that the two agree. What a cause accounts for, and checks that
 * could not run, are skipped. What does not apply is not listed, only counted.
 */
export default function renderJunit(report: Report): string {
  const fails = report.exitCode !== 0;
  const [harmful, others] = fails
    ? [report.causes.filter(isHarm), report.causes.filter((one) => !isHarm(one))]
    : [[], report.causes];
  const skips = [
    ...report.causes.flatMap((cause) =>
      cause.accountsFor.map(({ code, title }) => skipped(code, title, `a consequence of ${cause.code}`)),
    ),
    ...report.undecided.flatMap(undecidedCases),
  ];
  const passed = [
    ...report.passed.map(({ code, healthy }) => passedCase(code, healthy)),
    ...others.map((cause) => (isHarm(cause) ? warned(cause) : passedCase(cause.code, cause.title))),
  ];
  const total = harmful.length + skips.length + passed.length + 1;
  const failures = harmful.length + (fails ? 1 : 0);
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="vpce-doctor" tests="${total}" failures="${failures}" skipped="${skips.length}" timestamp="${report.takenAt}">
    <properties>
${propertiesOf(report).map(property)}    </properties>
${verdictCase(report)}${harmful.map((cause) => failed(cause, report))}${skips}${passed}  </testsuite>
</testsuites>
`.text;
}

/** CI systems group by class: a layer each. */
const classOf = (code: Code): string => `vpce-doctor.${code.slice(0, code.indexOf('/'))}`;

function propertiesOf({
  kind,
  verdict,
  rootCause,
  runs,
  notApplicable,
}: Report): readonly (readonly [string, string])[] {
  const of = (name: string, values: readonly (string | null)[]) => {
    const known = [...new Set(values.filter((value) => value !== null))];
    return known.length === 0 ? [] : [[name, known.join(', ')] as const];
  };
  return [
    ['kind', kind],
    ['verdict', verdict],
    ...of('rootCause', [rootCause]),
    ...of('from', runs.map(whereOf)),
    ...of(
      'region',
      runs.map(({ target }) => target.region),
    ),
    ...of(
      'secret',
      runs.map(({ target }) => target.secretId),
    ),
    ['notApplicable', String(notApplicable.length)],
  ];
}

const property = ([name, value]: readonly [string, string]): Markup =>
  xml`      <property name="${name}" value="${value}"/>\n`;

function verdictCase({ verdict, because, runs, exitCode }: Report): Markup {
  const hosts = hostsOf(runs);
  const name = isOutside(runs)
    ? `by configuration, every path to ${hosts} through the endpoint is open`
    : `${hosts} is read through the endpoint`;
  if (exitCode === 0) return xml`    <testcase classname="vpce-doctor" name="${name}"/>\n`;
  return xml`    <testcase classname="vpce-doctor" name="${name}">
      <failure type="${verdict}" message="${because}"/>
    </testcase>
`;
}

const isHarm = ({ severity }: ReportedCause): boolean => severity !== 'advisory';

const passedCase = (code: Code, name: string): Markup =>
  xml`    <testcase classname="${classOf(code)}" name="${name}"/>\n`;

const warned = ({ code, title, severity, summary }: ReportedCause): Markup =>
  xml`    <testcase classname="${classOf(code)}" name="${title}"><system-out>${severity}: ${summary}</system-out></testcase>\n`;

const failed = (
  { code, title, summary, severity, steps }: ReportedCause,
  { plan }: Report,
): Markup => xml`    <testcase classname="${classOf(code)}" name="${title}">
      <failure type="${severity}" message="${summary}">${steps.map((step) => stepLines(step, plan))}vpce-doctor explain ${code}</failure>
    </testcase>
`;

/** Where it stands in the plan is said with it: in another order it may do harm. */
function stepLines({ say, run }: ReportedCause['steps'][number], { steps, heldBack }: Report['plan']): Markup {
  const at = steps.findIndex((one) => one.say === say);
  const when =
    at < 0
      ? heldBack.some((one) => one.say === say)
        ? 'not yet: '
        : ''
      : steps.length > 1
        ? `step ${at + 1} of ${steps.length}: `
        : '';
  return run
    ? xml`${when}${say}
  ${shellLine(run)}
`
    : xml`${when}${say}
`;
}

const skipped = (
  code: Code,
  name: string,
  why: string,
): Markup => xml`    <testcase classname="${classOf(code)}" name="${name}"><skipped message="${why}"/></testcase>
`;

const undecidedCases = ({ codes, detail }: UndecidedGroup): readonly Markup[] =>
  codes.map((code) => skipped(code, titleOf(code), `not run: ${detail}`));
