import type { PairTransform } from './transform.ts';

/** Two tables of factors, `rows` rows of one factor for each place of a folded sequence. */
interface Factors {
  readonly rows: number;
  readonly ofSums: Float64Array;
  readonly ofDifferences: Float64Array;
}

/**
 * Transforms of short sequences by their definition, O(n^2), from tables. A sequence is folded on its middle first: even
 * factors (cosines of whole bins) meet sums of opposite places, odd ones meet differences, which halves the work.
 */
export function directTransform(length: number): PairTransform {
  const n = length;
  const fourierFolds = Math.floor((n - 1) / 2);
  const cosineFolds = Math.floor(n / 2);
  const fourierFactors = tabulate(Math.floor(n / 2) + 1, fourierFolds, (j, k) => {
    const angle = (2 * Math.PI * ((j * (k + 1)) % n)) / n;
    return [Math.cos(angle), -Math.sin(angle)];
  });
  const cosineFactors = tabulate(Math.floor(n / 2) + 1, cosineFolds, (i, k) => {
    const cosine = (m: number) => Math.cos((Math.PI * ((m * (2 * k + 1)) % (4 * n))) / (2 * n));
    return [cosine(2 * i), cosine(2 * i + 1)];
  });
  const sumA = new Float64Array(cosineFolds);
  const sumB = new Float64Array(cosineFolds);
  const differenceA = new Float64Array(cosineFolds);
  const differenceB = new Float64Array(cosineFolds);
  const bins = fourierFactors.rows;
  const out = {
    realA: new Float64Array(bins),
    imaginaryA: new Float64Array(bins),
    realB: new Float64Array(bins),
    imaginaryB: new Float64Array(bins),
  };
  const cosines = { a: new Float64Array(n + 1), b: new Float64Array(n + 1) };

  /** Dot products of every row of the tables with the folded sequences; one loop for four of them hides the latency of adding. */
  function multiply(factors: Factors, folds: number): void {
    const { rows, ofSums, ofDifferences } = factors;
    for (let row = 0, at = 0; row < rows; row++) {
      let ra = 0;
      let rb = 0;
      let ia = 0;
      let ib = 0;
      for (let k = 0; k < folds; k++, at++) {
        const even = ofSums[at]!;
        const odd = ofDifferences[at]!;
        ra += even * sumA[k]!;
        rb += even * sumB[k]!;
        ia += odd * differenceA[k]!;
        ib += odd * differenceB[k]!;
      }
      out.realA[row] = ra;
      out.realB[row] = rb;
      out.imaginaryA[row] = ia;
      out.imaginaryB[row] = ib;
    }
  }

  function fourier(a: Float64Array, b: Float64Array) {
    fold(a, 1, n - 1, fourierFolds, sumA, differenceA);
    fold(b, 1, n - 1, fourierFolds, sumB, differenceB);
    multiply(fourierFactors, fourierFolds);
    // What folding leaves over: the first sample, and of an even number the middle one, whose factor is +1, -1, +1 ...
    const even = n % 2 === 0;
    const middle = n / 2;
    for (let j = 0; j < bins; j++) {
      const sign = even ? 1 - 2 * (j % 2) : 0;
      out.realA[j]! += a[0]! + (even ? sign * a[middle]! : 0);
      out.realB[j]! += b[0]! + (even ? sign * b[middle]! : 0);
    }
    return out;
  }

  function cosine(a: Float64Array, b: Float64Array) {
    fold(a, 0, n - 1, cosineFolds, sumA, differenceA);
    fold(b, 0, n - 1, cosineFolds, sumB, differenceB);
    multiply(cosineFactors, cosineFolds);
    // Of an odd number the middle sample is left over; in bin 2 i its factor is cos(pi i).
    const middle = (n - 1) / 2;
    const leftA = n % 2 === 1 ? a[middle]! : 0;
    const leftB = n % 2 === 1 ? b[middle]! : 0;
    for (let i = 0; 2 * i < n; i++) {
      const sign = 1 - 2 * (i % 2);
      cosines.a[2 * i] = out.realA[i]! + sign * leftA;
      cosines.b[2 * i] = out.realB[i]! + sign * leftB;
      if (2 * i + 1 < n) {
        cosines.a[2 * i + 1] = out.imaginaryA[i]!;
        cosines.b[2 * i + 1] = out.imaginaryB[i]!;
      }
    }
    return cosines;
  }

  return { length: n, fourier, cosine };
}

/** Sums and differences of opposite places of x, from both ends to the middle. */
function fold(
  x: Float64Array,
  from: number,
  last: number,
  folds: number,
  sums: Float64Array,
  differences: Float64Array,
): void {
  for (let k = 0; k < folds; k++) {
    const left = x[from + k]!;
    const right = x[last - k]!;
    sums[k] = left + right;
    differences[k] = left - right;
  }
}

function tabulate(rows: number, folds: number, factors: (row: number, k: number) => [number, number]): Factors {
  const ofSums = new Float64Array(rows * folds);
  const ofDifferences = new Float64Array(rows * folds);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < folds; k++) {
      const [even, odd] = factors(row, k);
      ofSums[row * folds + k] = even;
      ofDifferences[row * folds + k] = odd;
    }
  }
  return { rows, ofSums, ofDifferences };
}
