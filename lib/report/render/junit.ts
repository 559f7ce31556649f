import type { Code } from '../../model/codes.ts';
import type { Fix } from '../../model/problem.ts';
import type { Report, ReportedCause, UndecidedGroup } from '../../model/report.ts';
import { type Markup, xml } from './markup.ts';
import { shellLine } from './plain.ts';
import { hostsOf } from './runs.ts';

/**
 * JUnit's XML, as CI systems read it: a test case for each check. A cause that does harm is a failure, undecided is skipped;
 * what a cause accounts for and what does not apply are skipped too, so that one fault is one failure.
 */
export default function renderJunit(report: Report): string {
  const harmful = report.causes.filter((cause) => cause.severity !== 'advisory');
  const advice = report.causes.filter((cause) => cause.severity === 'advisory');
  const consequences = report.causes.flatMap((cause) =>
    cause.accountsFor.map(({ code }) => skipped(code, `a consequence of ${cause.code}`)),
  );
  const skips = [
    ...consequences,
    ...report.undecided.flatMap(undecidedCases),
    ...report.notApplicable.map((code) => skipped(code, 'does not apply here')),
  ];
  const passed = [...report.passed, ...advice].map(
    ({ code }) => xml`    <testcase classname="vpce-doctor" name="${code}"/>\n`,
  );
  const total = harmful.length + skips.length + passed.length + 1;
  const failures = harmful.length + (report.verdict === 'connected' ? 0 : 1);
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="vpce-doctor" tests="${total}" failures="${failures}" skipped="${skips.length}" timestamp="${report.takenAt}">
    <properties><property name="vantage" value="${report.kind}"/></properties>
${verdictCase(report)}${harmful.map(failed)}${skips}${passed}  </testsuite>
</testsuites>
`.text;
}

function verdictCase({ verdict, because, runs }: Report): Markup {
  const name = `${hostsOf(runs)} is read through the endpoint`;
  if (verdict === 'connected') return xml`    <testcase classname="vpce-doctor" name="${name}"/>\n`;
  return xml`    <testcase classname="vpce-doctor" name="${name}">
      <failure type="${verdict}" message="${because}"/>
    </testcase>
`;
}

const failed = ({
  code,
  summary,
  severity,
  fixes,
}: ReportedCause): Markup => xml`    <testcase classname="vpce-doctor" name="${code}">
      <failure type="${severity}" message="${summary}">${fixes.map(fixLines)}vpce-doctor explain ${code}</failure>
    </testcase>
`;

const fixLines = ({ say, run }: Fix): Markup => xml`${say}\n${run ? `  ${shellLine(run)}\n` : ''}`;

const skipped = (
  code: Code,
  why: string,
): Markup => xml`    <testcase classname="vpce-doctor" name="${code}"><skipped message="${why}"/></testcase>
`;

const undecidedCases = ({ codes, detail }: UndecidedGroup): readonly Markup[] =>
  codes.map((code) => skipped(code, `undecided: ${detail}`));
