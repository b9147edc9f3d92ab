import { EngineError } from './errors.ts';
import type { ImageSource } from './images.ts';

const CACHE_BYTES = 32 * 2 ** 20;
const FEWEST_KEPT = 16;

type Reader = (index: number) => Promise<Uint8Array>;

const readers = new WeakMap<ImageSource, Reader>();

/**
 * Reads images of a dataset, keeping those last used: 32 MB of pixels, at least 16 images. The same reader for every shard
 * of an open dataset, since shards share images.
 */
export function cachedReader(images: ImageSource): Reader {
  const reader = readers.get(images) ?? newReader(images);
  readers.set(images, reader);
  return reader;
}

function newReader(images: ImageSource): Reader {
  const [height, width, channels] = images.imageShape;
  const imageBytes = height * width * channels;
  const room = Math.max(FEWEST_KEPT, Math.floor(CACHE_BYTES / imageBytes));
  const kept = new Map<number, Uint8Array>();
  return async (index) => {
    const known = kept.get(index);
    if (known) {
      kept.delete(index);
      kept.set(index, known);
      return known;
    }
    const pixels = await images.read(index);
    if (pixels.length !== imageBytes)
      throw new EngineError(`an image must have ${imageBytes} bytes; image ${index} has ${pixels.length}`);
    const oldest = kept.keys().next();
    if (kept.size >= room && !oldest.done) kept.delete(oldest.value);
    kept.set(index, pixels);
    return pixels;
  };
}
