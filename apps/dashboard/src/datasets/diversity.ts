import { type BoundedValue, pearson } from '@passband/spectrum';
import { type Bounded, fixed, isSure, plusMinus, signed } from '../format/numbers.ts';
import { plural } from '../format/words.ts';
import { bounded } from '../measurement/sentences.ts';
import type { ScatterPoint } from '../plots/scatter-points.ts';

/** A class with its diversity and its own high-frequency fraction. */
export interface ClassPoint {
  name: string;
  diversity: number;
  fraction: Bounded;
}

interface Class {
  index: number;
  name: string;
  diversity: number | null;
}

interface Group {
  classA: { index: number };
  highFrequencyFraction: { mean: number; lower: number | null; upper: number | null } | null;
}

/** The classes that have both numbers, in their order. */
export function classPoints(classes: readonly Class[], groups: readonly Group[]): ClassPoint[] {
  const fractions = new Map(groups.map(({ classA, highFrequencyFraction }) => [classA.index, highFrequencyFraction]));
  return classes.flatMap(({ index, name, diversity }) => {
    const estimate = fractions.get(index);
    if (diversity === null || !estimate) return [];
    return [{ name, diversity, fraction: bounded(estimate) }];
  });
}

export interface DiversityFinding {
  title: string;
  /** `r = +0.71 (95 %: 0.15 to 0.93), 10 classes` */
  correlation: string;
}

/** How diversity goes with the fraction, claimed only where the bounds of r exclude 0. */
export function diversityFinding(points: readonly ClassPoint[]): DiversityFinding {
  const r = pearson(
    points.map(({ diversity }) => diversity),
    points.map(({ fraction }) => fraction.value),
  );
  return { title: titleOf(r), correlation: correlationWords(r, points.length) };
}

function titleOf(r: BoundedValue | null): string {
  if (r === null || !isSure(r)) return 'Do more diverse classes have higher frequency?';
  return `More diverse classes have ${r.value > 0 ? 'higher' : 'lower'} frequency`;
}

function correlationWords(r: BoundedValue | null, count: number): string {
  if (r === null) return `${plural(count, 'class', 'classes')}: no correlation`;
  const bounds =
    r.lower === null || r.upper === null ? 'no bounds' : `95 %: ${fixed(r.lower, 3)} to ${fixed(r.upper, 3)}`;
  return `r = ${signed(r.value, 3)} (${bounds}), ${plural(count, 'class', 'classes')}`;
}

/** As the scatter draws them: the classes of a dataset are no tag values, so all have one colour and their names. */
export function scatterPoints(points: readonly ClassPoint[]): ScatterPoint[] {
  return points.map(({ name, diversity, fraction }) => ({
    x: { value: diversity },
    y: fraction,
    colour: 0,
    label: name,
  }));
}

export function describePoint({ name, diversity, fraction }: ClassPoint): string {
  return `${name}\ndiversity ${fixed(diversity, 2)}\nhigh-frequency fraction ${plusMinus(fraction)}`;
}

export interface Spectrum {
  id: string;
  model: { name: string };
  path: string;
  samples: number | null;
  step: number | null;
}

/**
 * Spectra that have a fraction by class, those with a fixed number of samples first: in steps of a distance, more diverse classes
 * have longer paths with more samples, and the published fraction goes with the number of samples.
 */
export function suitedSpectra(spectra: readonly Spectrum[]): Spectrum[] {
  const linear = spectra.filter(({ path }) => path === 'LINEAR');
  return [...linear.filter(({ samples }) => samples !== null), ...linear.filter(({ samples }) => samples === null)];
}

/** `baseline, seed 0 · 60 samples a path` */
export function spectrumWords({ model, samples, step }: Spectrum): string {
  return `${model.name} · ${samples === null ? `in steps of ${step}` : `${plural(samples, 'sample')} a path`}`;
}
