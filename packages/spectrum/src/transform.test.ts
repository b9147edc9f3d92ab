import { expect, test } from 'vitest';
import { complexDft } from './complex-dft.ts';
import { directTransform } from './direct-transform.ts';
import { fastTransform } from './fast-transform.ts';
import { transformOf } from './transform.ts';
import { xoshiro128 } from './xoshiro.ts';

function noise(length: number, key: string): Float64Array {
  const stream = xoshiro128(`${key}/${length}`);
  return Float64Array.from({ length }, () => stream.word() / 2 ** 32 - 0.5);
}

/** The definition, term by term. */
function term(x: Float64Array, angleOf: (k: number) => number): [cosine: number, sine: number] {
  let [cosine, sine] = [0, 0];
  x.forEach((value, k) => {
    cosine += value * Math.cos(angleOf(k));
    sine += value * Math.sin(angleOf(k));
  });
  return [cosine, sine];
}

function worstOf(transform: ReturnType<typeof directTransform>, bins: (n: number) => number[]): number {
  const n = transform.length;
  const [a, b] = [noise(n, 'a'), noise(n, 'b')];
  let worst = 0;
  const see = (got: number, want: number) => {
    worst = Math.max(worst, Math.abs(got - want));
  };
  const f = transform.fourier(a, b);
  for (const j of bins(Math.floor(n / 2) + 1)) {
    const angle = (k: number) => (2 * Math.PI * ((j * k) % n)) / n;
    const [[realA, sineA], [realB, sineB]] = [term(a, angle), term(b, angle)];
    see(f.realA[j]!, realA);
    see(f.imaginaryA[j]!, -sineA);
    see(f.realB[j]!, realB);
    see(f.imaginaryB[j]!, -sineB);
  }
  const c = transform.cosine(a, b);
  for (const m of bins(n + 1)) {
    const angle = (k: number) => (Math.PI * ((m * (2 * k + 1)) % (4 * n))) / (2 * n);
    see(c.a[m]!, term(a, angle)[0]);
    see(c.b[m]!, term(b, angle)[0]);
  }
  return worst;
}

const all = (count: number) => Array.from({ length: count }, (_, j) => j);
const some = (count: number) => [0, 1, 2, Math.floor(count / 3), count - 2, count - 1];

test('direct transforms of every length up to 64 are the definition to 1e-13', () => {
  for (let n = 1; n <= 64; n++) expect(worstOf(directTransform(n), all), `n = ${n}`).toBeLessThan(1e-13);
});

test('fast transforms of every length up to 64 are the definition to 1e-13', () => {
  for (let n = 1; n <= 64; n++) expect(worstOf(fastTransform(n), all), `n = ${n}`).toBeLessThan(1e-13);
});

test.each([100, 127, 128, 129, 256, 257, 400, 512])('length %i: what is chosen is the definition to 1e-12', (n) => {
  expect(worstOf(transformOf(n), all)).toBeLessThan(1e-12);
});

test.each([4096, 9973, 10_000])('length %i: bins at both ends and between are the definition to 1e-10', (n) => {
  expect(worstOf(transformOf(n), some)).toBeLessThan(1e-10);
});

test('the transform of a length is made once', () => {
  expect(transformOf(77)).toBe(transformOf(77));
});

test('256 lengths are kept, and the next takes the place of the oldest', () => {
  const oldest = transformOf(1000);
  for (let n = 1001; n < 1256; n++) transformOf(n);
  expect(transformOf(1000)).toBe(oldest);
  transformOf(1256);
  expect(transformOf(1000)).not.toBe(oldest);
});

test('forgotten transforms are made again and give the same', () => {
  const [a, b] = [noise(33, 'a'), noise(33, 'b')];
  const before = transformOf(33);
  const expected = Float64Array.from(before.fourier(a, b).imaginaryB);
  for (let n = 400; n < 700; n++) transformOf(n);
  expect(transformOf(33)).not.toBe(before);
  expect(transformOf(33).fourier(a, b).imaginaryB).toEqual(expected);
});

test.each([8, 15, 64, 97])(
  'complex transform of length %i: twice with conjugation it gives n times the sequence',
  (n) => {
    const [real, imaginary] = [noise(n, 'real'), noise(n, 'imaginary')];
    const [re, im] = [Float64Array.from(real), Float64Array.from(imaginary)];
    const dft = complexDft(n);
    dft(re, im);
    im.forEach((value, k) => {
      im[k] = -value;
    });
    dft(re, im);
    for (let k = 0; k < n; k++) {
      expect(Math.abs(re[k]! / n - real[k]!)).toBeLessThan(1e-14);
      expect(Math.abs(-im[k]! / n - imaginary[k]!)).toBeLessThan(1e-14);
    }
  },
);
