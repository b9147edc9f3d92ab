import { expect, test } from 'vitest';
import { residentMemory } from './resident-memory.ts';

test.runIf(process.platform === 'linux')('the memory of this process is about what it says itself', async () => {
  const memory = await residentMemory(process.pid);
  expect(memory / process.memoryUsage.rss()).toBeCloseTo(1, 1);
});

test('a process that is not there has none', async () => {
  expect(await residentMemory(undefined)).toBe(0);
});
