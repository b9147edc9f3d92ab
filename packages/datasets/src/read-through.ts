import type { ImageFile } from './image-file.ts';
import {
  completeNormalisation,
  knownNormalisation,
  type Normalisation,
  type NormalisationOptions,
} from './normalisation.ts';
import { PixelCounts } from './pixel-statistics.ts';

/**
 * Reads all pixels of a source once, to the check at their end, and gives what defines normalised pixel space: what is
 * given, else the file's, else measured on the way. `use` takes each chunk in its turn. Throws DatasetError.
 */
export async function readThrough(
  source: ImageFile,
  options: NormalisationOptions & { signal?: AbortSignal | undefined },
  use: (chunk: Uint8Array) => Promise<void> | void = () => {},
): Promise<Normalisation> {
  const [, , channels] = source.imageShape;
  const known = knownNormalisation(options, source, channels);
  const counts = new PixelCounts(channels);
  const measures = known.mean === null || known.std === null;
  const pixels = source.pixels(options.signal);
  for await (const chunk of measures ? counts.counting(pixels) : pixels) {
    await use(chunk);
  }
  return completeNormalisation(known, () => counts.statistics());
}
