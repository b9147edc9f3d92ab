import { datasetFacts } from '../dataset-facts.ts';
import { sizeOf } from '../declared-tensors.ts';
import { distanceBetween, normalisedLevels } from '../feed.ts';
import { cachedReader } from '../image-cache.ts';
import type { ImageSource } from '../images.ts';
import type { MeasurementPlan } from '../measurement-method.ts';
import { endsOfRounds } from './ends.ts';
import { groupsOf, scopeOf } from './groups.ts';
import { sampleCountOf, samplingOf } from './sampling.ts';
import type { PathSpectrumParameters } from './types.ts';

/** Values that may be compared to count samples: a fraction of a second. */
const MOST_VALUES = 2e7;

export interface PathSpectrumPlan extends MeasurementPlan {
  withinPaths: number;
  betweenPaths: number;
}

/**
 * How many paths a path spectrum has and how many images it evaluates: exactly, where the number of samples is fixed or, from
 * the length of every path, where that takes at most 2e7 values of pixels; else from some paths of every group, or of evenly
 * spread groups where they are very many. With `precision` all that is at most.
 * Throws EngineError where a path would have far too many samples.
 */
export async function planPathSpectrum(
  parameters: PathSpectrumParameters,
  images: ImageSource,
): Promise<PathSpectrumPlan> {
  const { pairsPerGroup: rounds, precision } = parameters;
  const groups = groupsOf(parameters, datasetFacts(images));
  const withinPaths = groups.filter((group) => scopeOf(group) === 'WITHIN_CLASS').length * rounds;
  const paths = groups.length * rounds;
  const { imagesTotal, exact } =
    parameters.path === 'LINEAR'
      ? await linearImages(parameters, images, groups.length)
      : { imagesTotal: paths * (parameters.samples ?? 0), exact: true };
  const certain = exact && precision === undefined;
  return { rounds, withinPaths, betweenPaths: paths - withinPaths, imagesTotal, exact: certain };
}

async function linearImages(
  parameters: PathSpectrumParameters,
  images: ImageSource,
  groups: number,
): Promise<{ imagesTotal: number; exact: boolean }> {
  const { pairsPerGroup: rounds } = parameters;
  const paths = groups * rounds;
  const imageSize = sizeOf(images.imageShape);
  const affordable = Math.max(1, Math.floor(MOST_VALUES / imageSize));
  const roundsLookedAt = Math.min(rounds, Math.max(1, Math.floor(affordable / groups)));
  const everyGroup = Math.max(1, Math.ceil((groups * roundsLookedAt) / affordable));
  const { looked, samples } = await countSamples(parameters, images, roundsLookedAt, everyGroup);
  const exact = looked === paths;
  return { imagesTotal: exact ? samples : Math.round((samples / Math.max(1, looked)) * paths), exact };
}

async function countSamples(
  parameters: PathSpectrumParameters,
  images: ImageSource,
  rounds: number,
  everyGroup: number,
): Promise<{ looked: number; samples: number }> {
  const read = cachedReader(images);
  const levels = normalisedLevels(images);
  const sampling = samplingOf(parameters);
  let looked = 0;
  let samples = 0;
  let number = 0;
  for (const { imageA, imageB } of endsOfRounds(parameters, images, 0, rounds)) {
    if (number++ % everyGroup || imageB === null) continue;
    const [a, b] = await Promise.all([read(imageA), read(imageB)]);
    samples += sampleCountOf(distanceBetween(a, b, levels), sampling);
    looked++;
  }
  return { looked, samples };
}
