import { expect, test } from 'vitest';
import { type EvaluatedPath, runOf } from './path.ts';

const ends = { classA: 0, classB: 0, round: 0, imageA: 0, imageB: 1 };
const line = { start: new Float64Array(2), direction: new Float64Array(2), weight: (k: number) => k };

test('a path is complete once, with its last probability, in whichever pieces they come', () => {
  const complete: EvaluatedPath[] = [];
  const run = runOf(ends, { length: 5, count: 5, line }, 2, (path) => complete.push(path));
  const values = Float64Array.from({ length: 20 }, (_, k) => k);
  run.use(values, 4, 0, 3);
  expect(complete).toEqual([]);
  run.use(values, 0, 3, 2);
  expect(complete).toEqual([
    { ends, length: 5, count: 5, probabilities: Float64Array.of(4, 5, 6, 7, 8, 9, 0, 1, 2, 3) },
  ]);
});

test('a path without samples is complete at once', () => {
  const complete: EvaluatedPath[] = [];
  runOf(ends, { length: 0, count: 0, line }, 2, (path) => complete.push(path));
  expect(complete).toEqual([{ ends, length: 0, count: 0, probabilities: new Float64Array(0) }]);
});
