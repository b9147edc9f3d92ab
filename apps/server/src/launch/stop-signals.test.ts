import { expect, it } from 'vitest';
import { stopRequests } from './stop-signals.ts';

it('the first signal stops, what follows within a second is the same one, and a later one ends at once', () => {
  const told: string[] = [];
  let nowMs = 0;
  const request = stopRequests({ stop: () => told.push('stop'), kill: () => told.push('kill') }, () => nowMs);
  request();
  nowMs = 900;
  request();
  expect(told).toEqual(['stop']);
  nowMs = 1_100;
  request();
  expect(told).toEqual(['stop', 'kill']);
});
