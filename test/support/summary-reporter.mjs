// Closes a run with one plain line, `N passed, N failed, N skipped`, and says loudly what was skipped.
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const tests = results.testResults.flatMap((suite) => suite.testResults);
    const skipped = tests.filter((test) => test.status === 'pending' || test.status === 'todo');
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    if (skipped.length > 0) {
      const groups = Map.groupBy(skipped, (test) => test.ancestorTitles[0] ?? test.fullName);
      const lines = [...groups].map(([title, members]) => `  - ${members.length} tests: ${title}`);
      process.stdout.write(`\nSKIPPED, so not proven on this machine:\n${lines.join('\n')}\n`);
    }
    const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
    process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed${tail}\n`);
  }
}
