import { EngineError } from './errors.ts';
import type { ImageSource } from './images.ts';

const CACHE_BYTES = 32 * 2 ** 20;
/** Small images are read many at a time: a read of a few hundred bytes costs as much as one of a few hundred thousand. */
const BLOCK_BYTES = 256 * 2 ** 10;
const FEWEST_BLOCKS = 16;

type Reader = (index: number) => Promise<Uint8Array>;

const readers = new WeakMap<ImageSource, Reader>();

/**
 * Reads images of a dataset in blocks of neighbours, keeping those last used: 32 MB of pixels, at least 16 blocks. The same
 * reader for every shard of an open dataset, since shards share images.
 */
export function cachedReader(images: ImageSource): Reader {
  const reader = readers.get(images) ?? newReader(images);
  readers.set(images, reader);
  return reader;
}

/**
 * Reads images of a dataset in any order: from the cache where that holds all of them, else one by one, since a whole block
 * would be read for every image.
 */
export function scatteredReader(images: ImageSource): Reader {
  const [height, width, channels] = images.imageShape;
  const fits = images.imageCount * height * width * channels <= CACHE_BYTES;
  return fits ? cachedReader(images) : (index) => images.read(index);
}

function newReader(images: ImageSource): Reader {
  const [height, width, channels] = images.imageShape;
  const imageBytes = height * width * channels;
  const blockImages = images.readRun ? Math.max(1, Math.floor(BLOCK_BYTES / imageBytes)) : 1;
  const room = Math.max(FEWEST_BLOCKS, Math.floor(CACHE_BYTES / (blockImages * imageBytes)));
  const kept = new Map<number, Promise<Uint8Array>>();

  async function readBlock(first: number): Promise<Uint8Array> {
    const count = Math.min(blockImages, images.imageCount - first);
    const pixels = await (images.readRun ? images.readRun(first, count) : images.read(first));
    if (pixels.length !== count * imageBytes)
      throw new EngineError(`an image must have ${imageBytes} bytes; ${count} from ${first} on have ${pixels.length}`);
    return pixels;
  }

  function blockAt(first: number): Promise<Uint8Array> {
    const known = kept.get(first);
    kept.delete(first);
    const block = known ?? readBlock(first);
    const oldest = kept.keys().next();
    if (kept.size >= room && !oldest.done) kept.delete(oldest.value);
    kept.set(first, block);
    // A read that failed is tried again when it is next asked for.
    if (!known) block.catch(() => kept.delete(first));
    return block;
  }

  return async (index) => {
    const first = index - (index % blockImages);
    const block = await blockAt(first);
    return block.subarray((index - first) * imageBytes, (index - first + 1) * imageBytes);
  };
}
