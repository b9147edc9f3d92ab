import { readFileSync } from 'node:fs';
import type { CompositeKind } from './fourier-basis.ts';
import type { FourierPart } from './fourier-path.ts';

/** For tests: numbers made with the reference by test/reference/fourier_golden.py. */
interface FourierGolden {
  paths: {
    shape: [height: number, width: number, channels: number];
    part: FourierPart;
    window: number;
    first: number[];
    last: number[];
    /** At weights 0, 1/4, 1/2, 3/4 and 1. */
    images: number[][];
  }[];
  basis: { i: number; j: number; height: number; width: number; image: number[] }[];
  composites: { kind: CompositeKind; height: number; width: number; image: number[] }[];
  diversities: { shape: number[]; std: number[]; pixels: number[]; expected: number }[];
}

const file = new URL('../../../test/reference/fourier-golden.json', import.meta.url);
export const fourierGolden: FourierGolden = JSON.parse(readFileSync(file, 'utf8'));
