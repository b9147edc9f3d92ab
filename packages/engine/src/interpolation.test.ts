import { expect, test } from 'vitest';
import { Interpolation } from './interpolation.ts';

const waves = (imageSize: number, factor: number) =>
  Float64Array.from({ length: imageSize }, (_, k) => Math.sin(factor * k + 0.1));

const SIZES = [1, 3, 4, 5, 784, 1027];
test.each(SIZES.flatMap((size) => [false, true].map((shared) => [size, shared] as const)))(
  '%i values are x_0 + w u in float64, rounded once, in shared memory %s',
  (imageSize, shared) => {
    const interpolation = new Interpolation(imageSize, 3, 2, shared);
    const [start, direction] = [waves(imageSize, 1), waves(imageSize, 7)];
    interpolation.setLine({ start, direction });
    const weights = [0, 1 / 3, 0.99];
    const room = interpolation.room(0);
    weights.forEach((weight, k) => {
      interpolation.write(weight, room, k * imageSize);
    });
    const expected = weights.flatMap((weight) =>
      Array.from(start, (value, k) => Math.fround(value + weight * direction[k]!)),
    );
    expect([...room]).toEqual(expected);
  },
);

test.each([1, 3, 5])('writing a room of images of %i values leaves the next as it is', (imageSize) => {
  const interpolation = new Interpolation(imageSize, 2, 2, false);
  interpolation.room(1).fill(7);
  interpolation.setLine({ start: waves(imageSize, 1), direction: waves(imageSize, 2) });
  for (const k of [0, 1]) interpolation.write(0.5, interpolation.room(0), k * imageSize);
  expect([...interpolation.room(1)]).toEqual(Array(2 * imageSize).fill(7));
});

test('a room that is not there is refused', () => {
  expect(() => new Interpolation(4, 1, 2, false).room(2)).toThrow('room must be from 0 to 1; got 2');
});
