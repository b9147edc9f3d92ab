import type { FileHandle } from 'node:fs/promises';
import { writeAt } from './byte-streams.ts';
import { aligned, type CanonicalHeader, encodeHeader, HEADER_START } from './canonical-header.ts';
import { DatasetError } from './errors.ts';
import type { ImageFile } from './image-file.ts';
import { MAXIMUM_UNPACKED_BYTES } from './limits.ts';
import { preparationOf } from './preparation.ts';
import { readThrough } from './read-through.ts';
import type { SourceOptions } from './source.ts';

export interface ReadOptions extends SourceOptions {
  /** Per channel, of pixels scaled to 0..1. Left out: the file's, else measured. */
  mean?: readonly number[] | undefined;
  std?: readonly number[] | undefined;
}

/** Room for the numbers of mean and std, which may be known only after the pixels: 24 digits at most, and a comma. */
const REAL_BYTES = 25;

/** Writes a source into an empty file in one pass over its pixels; the header comes last, so an unfinished file is none. */
export async function writeForm(handle: FileHandle, source: ImageFile, options: ReadOptions): Promise<CanonicalHeader> {
  const { imageCount, imageShape, classes, sha256, sizeBytes } = source;
  const [height, width, channels] = imageShape;
  checkUnpacked(source, imageCount * height * width * channels, options.maximumUnpackedBytes);
  const preparation = preparationOf(options);
  const unknown = Array.from({ length: channels }, () => 0);
  const draft: CanonicalHeader = {
    imageCount,
    imageShape,
    classes,
    mean: unknown,
    std: unknown,
    meanFrom: 'measured',
    stdFrom: 'measured',
    sha256,
    sizeBytes,
    ...(Object.keys(preparation).length > 0 && { preparation }),
    labelsOffset: Number.MAX_SAFE_INTEGER,
    imagesOffset: Number.MAX_SAFE_INTEGER,
  };
  const labelsOffset = aligned(HEADER_START + Buffer.byteLength(JSON.stringify(draft)) + 2 * channels * REAL_BYTES);
  const imagesOffset = aligned(labelsOffset + 2 * imageCount);
  await writeAt(handle, encodeLabels(source.labels), labelsOffset);
  let position = imagesOffset;
  const normalisation = await readThrough(source, options, async (chunk) => {
    await writeAt(handle, chunk, position);
    position += chunk.length;
  });
  const header = { ...draft, ...normalisation, labelsOffset, imagesOffset };
  await writeAt(handle, encodeHeader(header), 0);
  return header;
}

function checkUnpacked(source: ImageFile, bytes: number, maximum = MAXIMUM_UNPACKED_BYTES): void {
  if (source.stored === null && bytes > maximum) {
    throw new DatasetError(`compressed images may unpack to at most ${maximum} bytes; these declare ${bytes}`);
  }
}

function encodeLabels(labels: Uint16Array): Buffer {
  const bytes = Buffer.alloc(2 * labels.length);
  labels.forEach((label, index) => {
    bytes.writeUInt16LE(label, 2 * index);
  });
  return bytes;
}
