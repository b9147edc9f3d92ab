import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fourierGolden } from './fourier.fixture.ts';
import { fourierBasisImage, fourierCompositeImage, imageFrequency } from './fourier-basis.ts';
import { largestDifference } from './golden.fixture.ts';

const shape = fc.record({ height: fc.integer({ min: 1, max: 9 }), width: fc.integer({ min: 1, max: 9 }) });
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, k) => sum + value * b[k]!, 0);

test('basis images of every shape are orthonormal', () => {
  fc.assert(
    fc.property(shape, fc.nat(), fc.nat(), ({ height, width }, a, b) => {
      const [first, second] = [a % (height * width), b % (height * width)].map((cell) =>
        fourierBasisImage(Math.floor(cell / width), cell % width, height, width),
      );
      const same = a % (height * width) === b % (height * width);
      expect(Math.abs(dot(first!, second!) - (same ? 1 : 0))).toBeLessThan(1e-12);
    }),
  );
});

test('the centre of the shifted DFT is the constant image', () => {
  expect([...fourierBasisImage(2, 1, 4, 3)]).toEqual(Array(12).fill(1 / Math.sqrt(12)));
  expect(imageFrequency(2, 1, 4, 3)).toBe(0);
});

test('an image frequency is the distance from the centre in cycles per image', () => {
  expect(imageFrequency(0, 5, 8, 9)).toBe(Math.hypot(4, 1));
});

test('a cell outside the image is refused: the rule, then the value', () => {
  expect(() => fourierBasisImage(4, 0, 4, 4)).toThrow('i of a cell must be a whole number from 0 to 3; got 4');
  expect(() => fourierBasisImage(0, 1.5, 4, 4)).toThrow('j of a cell must be a whole number from 0 to 3; got 1.5');
  expect(() => fourierBasisImage(-1, 0, 4, 4)).toThrow('i of a cell must be a whole number from 0 to 3; got -1');
});

test.each(fourierGolden.basis)('the basis image ($i, $j) of $height x $width is the reference to 1e-12', (golden) => {
  const { i, j, height, width, image } = golden;
  expect(largestDifference(fourierBasisImage(i, j, height, width), image)).toBeLessThan(1e-12);
});

test.each(fourierGolden.composites)('$kind of $height x $width is the reference to 1e-12', (golden) => {
  const { kind, height, width, image } = golden;
  const scale = Math.max(...image.map(Math.abs));
  expect(largestDifference(fourierCompositeImage(kind, height, width), image, scale)).toBeLessThan(1e-12);
});
