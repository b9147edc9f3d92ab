import type { ModelOutput } from './classifier.ts';
import { EngineError } from './errors.ts';

const LEAST = -1e-6;
const SUM_TOLERANCE = 1e-3;
/** How far rounding, also of half precision, may take a probability out of 0 to 1. */
const ROUNDING = 0.01;

/** What values [count, classCount] are: probabilities where all are at least -1e-6 and every row sums to 1 within 1e-3. */
export function outputOf(values: Float32Array, classCount: number): ModelOutput {
  for (let start = 0; start < values.length; start += classCount) {
    let sum = 0;
    for (let k = start; k < start + classCount; k++) {
      const value = values[k]!;
      if (!(value >= LEAST)) return 'LOGITS';
      sum += value;
    }
    if (!(Math.abs(sum - 1) < SUM_TOLERANCE)) return 'LOGITS';
  }
  return 'PROBABILITIES';
}

/**
 * Writes class probabilities of `count` rows of a network's output to `target`: exp(z - max z) / sum of the same over
 * classes in float64 for logits, the values as they are for probabilities.
 * Throws EngineError where a value is not finite, or is no probability although it should be.
 */
export function toProbabilities(
  values: Float32Array,
  count: number,
  classCount: number,
  output: ModelOutput,
  target: Float64Array,
): void {
  for (let row = 0; row < count; row++) {
    const start = row * classCount;
    const end = start + classCount;
    let max = Number.NEGATIVE_INFINITY;
    for (let k = start; k < end; k++) {
      const value = values[k]!;
      // Both infinities and NaN give NaN here.
      if (value - value !== 0) throw notFinite(value);
      if (value > max) max = value;
    }
    if (output === 'PROBABILITIES') {
      for (let k = start; k < end; k++) target[k] = probability(values[k]!);
      continue;
    }
    let sum = 0;
    for (let k = start; k < end; k++) {
      const exponential = Math.exp(values[k]! - max);
      target[k] = exponential;
      sum += exponential;
    }
    for (let k = start; k < end; k++) target[k]! /= sum;
  }
}

/**
 * Writes the scores of `count` rows: logits as they are, the natural logarithm of probabilities (of 0 that of the least number).
 * Throws as `toProbabilities` does.
 */
export function toScores(
  values: Float32Array,
  count: number,
  classCount: number,
  output: ModelOutput,
  target: Float64Array,
): void {
  for (let k = 0; k < count * classCount; k++) {
    const value = values[k]!;
    if (value - value !== 0) throw notFinite(value);
    target[k] = output === 'LOGITS' ? value : Math.log(Math.max(probability(value), Number.MIN_VALUE));
  }
}

function probability(value: number): number {
  if (value >= -ROUNDING && value <= 1 + ROUNDING) return value;
  throw new EngineError(
    `the network's output is taken for probabilities, which must be from 0 to 1; it gives ${value} (if it gives logits, say so: \`output\` logits)`,
  );
}

function notFinite(value: number): EngineError {
  const shown = Number.isNaN(value) ? 'NaN' : 'infinite';
  return new EngineError(
    `the network gives values that are not finite (${shown}); check its weights and what it is fed (mean, std, scale)`,
  );
}

/**
 * Writes class probabilities of `count` rows of float32 softmax to `target`: the largest of a row is 1 minus the sum of the
 * others in float64, since float32 takes 1 - 1e-9 for 1. Throws EngineError where a value is not finite.
 */
export function restoreLargest(values: Float32Array, count: number, classCount: number, target: Float64Array): void {
  for (let start = 0; start < count * classCount; start += classCount) {
    let largest = start;
    for (let k = start; k < start + classCount; k++) {
      const value = values[k]!;
      if (value - value !== 0) throw notFinite(value);
      if (value > values[largest]!) largest = k;
      target[k] = value;
    }
    target[largest] = 1 - othersOf(values, start, classCount, largest);
  }
}

/** The sum of a row but for one value: not sum minus value, in which small ones would be lost. */
function othersOf(values: Float32Array, start: number, classCount: number, largest: number): number {
  let others = 0;
  for (let k = start; k < start + classCount; k++) if (k !== largest) others += values[k]!;
  return others;
}
