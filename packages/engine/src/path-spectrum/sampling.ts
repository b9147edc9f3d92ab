import { pathSampleCount, type Sampling } from '@passband/spectrum';
import { EngineError } from '../errors.ts';
import type { PathSpectrumParameters } from './types.ts';

/** Longest path that is held: a step that is far too small is a slip. */
const MOST_SAMPLES_OF_A_PATH = 100_000;

export function samplingOf({ step, samples }: Pick<PathSpectrumParameters, 'step' | 'samples'>): Sampling {
  return samples === null ? { step: step ?? 1 } : { samples };
}

/** Number of samples of a path of this length. Throws EngineError where a step gives more than 100,000. */
export function sampleCountOf(length: number, sampling: Sampling): number {
  const count = pathSampleCount(length, sampling);
  if (count > MOST_SAMPLES_OF_A_PATH)
    throw new EngineError(
      `a path must have at most ${MOST_SAMPLES_OF_A_PATH.toLocaleString('en-US')} samples; step ${'step' in sampling ? sampling.step : null} gives ${count.toLocaleString('en-US')} over a distance of ${length.toFixed(1)}`,
    );
  return count;
}

/** How long a path is and how many samples it has. See `PathRecord` for what is no length. */
export function extentOf(
  parameters: Pick<PathSpectrumParameters, 'path' | 'step' | 'samples'>,
  distance: () => number,
): { length: number | null; samples: number } {
  const { path, step, samples } = parameters;
  if (path === 'LINEAR') {
    const length = distance();
    return { length, samples: sampleCountOf(length, samplingOf(parameters)) };
  }
  const count = samples ?? 0;
  return { length: path === 'DIRECTION' ? count * (step ?? 1) : null, samples: count };
}
