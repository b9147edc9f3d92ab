import { drawImages, fourierBasisImage, mostLikely } from '@passband/spectrum';
import { batchesOf } from '../batches.ts';
import { EngineError } from '../errors.ts';
import { fed, feedOf } from '../feed.ts';
import { cachedReader } from '../image-cache.ts';
import type { ImageSource } from '../images.ts';
import { inEveryChannel } from '../normalised-image.ts';
import type { RunContext } from '../run-context.ts';
import type { Shard } from '../shard.ts';
import { type Cell, cellsOf } from './cells.ts';
import type { FourierHeatMapRecord } from './types.ts';

/** Counts the errors of some rounds: batches are filled across rounds, one shift is held at a time. */
export async function runFourierHeatMap(
  { parameters, firstRound, roundCount }: Shard<'FOURIER_HEAT_MAP'>,
  context: RunContext,
): Promise<FourierHeatMapRecord> {
  const { images } = context;
  const { classCount, inputLayout } = context.classifier;
  const feed = feedOf(context.feed, images, inputLayout);
  const batches = batchesOf(context, feed.imageSize);
  const drawn = drawImages(images.labels, parameters.images, parameters.seed, 'heat-map');
  const cells = cellsOf(parameters, images.imageShape);
  const read = cachedReader(images);
  const errors = Array.from({ length: roundCount }, () => 0);
  for (let k = 0; k < roundCount; k++) {
    const shift = feed.difference(shiftOf(cells, firstRound + k, parameters.norm, images));
    for (const index of drawn) {
      const pixels = await read(index);
      await batches.add({
        count: 1,
        line: { start: fed(pixels, feed), direction: shift, weight: () => 1 },
        use(probabilities, start) {
          if (mostLikely(probabilities, classCount, start / classCount) !== images.labels[index]) errors[k]!++;
        },
      });
    }
  }
  await batches.finish();
  return { errors };
}

/** norm * U_ij / sqrt(C) in every channel, in normalised pixel space; nothing for round 0. */
function shiftOf(cells: readonly Cell[], round: number, norm: number, { imageShape }: ImageSource): Float64Array {
  const [height, width, channels] = imageShape;
  if (round === 0) return new Float64Array(height * width * channels);
  const cell = cells[round - 1];
  if (!cell) throw new EngineError(`a round of a heat map must be from 0 to ${cells.length}; got ${round}`);
  const scale = norm / Math.sqrt(channels);
  return inEveryChannel(fourierBasisImage(cell.i, cell.j, height, width), channels).map((value) => scale * value);
}
