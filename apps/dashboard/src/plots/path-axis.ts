/** How a measurement samples its paths. */
export interface Sampled {
  path: string;
  /** Distance between samples; null where their number is fixed. */
  step: number | null;
}

/** The x axis along one path. */
export interface PathAxis {
  /** Where it ends, from 0. */
  end: number;
  /** Where a sample lies, also between two of them. */
  at: (sample: number) => number;
  title: string;
  /** A place in words: 12.4 of 38.2 units. */
  words: (sample: number) => string;
  /** Behind a place that stands alone. */
  unit: ' units' | ' samples' | ' of the path';
  /** A place alone, for lists: 12.4. */
  number: (sample: number) => string;
}

/**
 * In units of distance where samples are so many units apart; in samples where their number is fixed; in shares of the path
 * where only amplitudes or phases move, which has no length.
 */
export function pathAxis(
  { path, step }: Sampled,
  { samples, length }: { samples: number; length: number | null },
): PathAxis {
  if (path === 'AMPLITUDE' || path === 'PHASE') return shareAxis(samples);
  if (step === null) return sampleAxis(samples);
  const end = length ?? samples * step;
  const digits = end < 2 ? 2 : 1;
  const number = (sample: number) => (sample * step).toFixed(digits);
  return {
    end,
    at: (sample) => sample * step,
    title: `Distance from the ${path === 'DIRECTION' ? 'image' : 'first image'} (units of normalised pixel space)`,
    words: (sample) => `${number(sample)} of ${end.toFixed(digits)} units`,
    unit: ' units',
    number,
  };
}

function sampleAxis(samples: number): PathAxis {
  return {
    end: samples,
    at: (sample) => sample,
    title: 'Samples from the first image',
    words: (sample) => `sample ${sample} of ${samples}`,
    unit: ' samples',
    number: String,
  };
}

function shareAxis(samples: number): PathAxis {
  const number = (sample: number) => (sample / Math.max(1, samples)).toFixed(2);
  return {
    end: 1,
    at: (sample) => sample / Math.max(1, samples),
    title: 'Share of the path',
    words: (sample) => `${number(sample)} of the path`,
    unit: ' of the path',
    number,
  };
}

/** The sample nearest to a place on the axis. */
export function sampleNear(axis: PathAxis, samples: number, x: number): number {
  const step = axis.at(1) - axis.at(0);
  return Math.min(Math.max(0, Math.round(x / step)), Math.max(0, samples - 1));
}
