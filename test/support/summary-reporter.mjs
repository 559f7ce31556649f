// Closes a run with one plain line, `N passed, N failed, N skipped`, and says loudly what was skipped.
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const skipped = results.numPendingTests + results.numTodoTests;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    if (skipped > 0) {
      const names = results.testResults
        .flatMap((suite) => suite.testResults)
        .filter((test) => test.status === 'pending' || test.status === 'todo')
        .map((test) => `  - ${test.fullName}`);
      process.stdout.write(`\nSKIPPED, so not proven on this machine:\n${names.join('\n')}\n`);
    }
    process.stdout.write(
      `\n${results.numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`,
    );
  }
}
