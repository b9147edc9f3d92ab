import type { RunnerTestCase, RunnerTestFile } from 'vitest';
import type { Reporter, Vitest } from 'vitest/node';

/**
 * A file that a mutant ends before it has a test has failed, as `npm test` would say. Stryker counts tests that failed, so such
 * a file gets one.
 */
export class FailedFiles implements Reporter {
  #vitest: Vitest | null = null;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(): void {
    for (const file of this.#vitest?.state.getFiles() ?? [])
      if (file.result?.state === 'fail' && file.tasks.length === 0) file.tasks.push(testOf(file));
  }
}

function testOf(file: RunnerTestFile): RunnerTestCase {
  return Object.assign(Object.create(Object.prototype), {
    ...{ id: `${file.id}_loads`, type: 'test', name: 'loads', mode: 'run', meta: {} },
    ...{ file, suite: file, result: file.result },
  });
}
