import { afterEach, expect, test, vi } from 'vitest';
import type { TestModule } from 'vitest/node';
import ClosingLineReporter from './closing-line-reporter.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const broken = [{ message: 'a hook failed' }];

function moduleOf(states: string[], { ofFile = [] as unknown[], ofSuite = [] as unknown[] } = {}): TestModule {
  const tests = states.map((state) => ({ result: () => ({ state }) }));
  const children = { allTests: () => tests, allSuites: () => [{ errors: () => ofSuite }] };
  return { children, errors: () => ofFile } as unknown as TestModule;
}

function closingLine(modules: TestModule[], unhandled: unknown[] = []): string {
  let atExit = (): void => {};
  vi.spyOn(process, 'on').mockImplementation((_, listener: () => void) => {
    atExit = listener;
    return process;
  });
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  new ClosingLineReporter().onTestRunEnd(modules, unhandled);
  atExit();
  const text = String(written.mock.lastCall?.[0]);
  vi.restoreAllMocks();
  return text;
}

test('counts tests over all files', () => {
  const modules = [moduleOf(['passed', 'failed', 'skipped']), moduleOf(['passed', 'pending'])];
  expect(closingLine(modules)).toBe('2 passed, 1 failed, 2 skipped\n');
});

test('a hook that failed is a failure, though its tests were only skipped', () => {
  expect(closingLine([moduleOf(['skipped'], { ofSuite: broken })])).toBe('0 passed, 1 failed, 1 skipped\n');
});

test('a file that did not load and an error outside of tests are failures', () => {
  expect(closingLine([moduleOf([], { ofFile: broken })], [new Error('late')])).toBe('0 passed, 2 failed, 0 skipped\n');
});
