import type { Direction } from '@passband/engine';
import { InvalidArgumentError } from 'commander';

const NAMED: Readonly<Record<string, Direction>> = {
  random: { kind: 'RANDOM', i: null, j: null },
  'composite-f': { kind: 'COMPOSITE_F', i: null, j: null },
  'composite-inverse-f': { kind: 'COMPOSITE_INVERSE_F', i: null, j: null },
};

/** A value of `--direction`, which may be repeated: fourier:I,J, random, composite-f or composite-inverse-f. */
export function direction(text: string, before: readonly Direction[] = []): Direction[] {
  const named = NAMED[text];
  if (named) return [...before, named];
  const [, i, j] = /^fourier:(\d+),(\d+)$/.exec(text) ?? [];
  if (i === undefined || j === undefined)
    throw new InvalidArgumentError('It must be fourier:I,J, random, composite-f or composite-inverse-f.');
  return [...before, { kind: 'FOURIER', i: Number(i), j: Number(j) }];
}

/** As it is typed: fourier:14,15. */
export function directionName({ kind, i, j }: Direction): string {
  return kind === 'FOURIER' ? `fourier:${i},${j}` : kind.toLowerCase().replaceAll('_', '-');
}
