import { DatasetError } from './errors.ts';
import type { ImageShape } from './image-file.ts';
import { MAXIMUM_IMAGE_BYTES, MAXIMUM_IMAGE_COUNT } from './limits.ts';
import type { Normalisation, NormalisationOrigin } from './normalisation.ts';
import { type Preparation, preparationOf } from './preparation.ts';

/**
 * What stands before the labels and pixels of a canonical file:
 * "PBDS1", three zeros, the bytes of the JSON that follows (uint32, little endian), the JSON, spaces up to labelsOffset.
 */
export interface CanonicalHeader extends Normalisation {
  imageCount: number;
  imageShape: ImageShape;
  classes: readonly string[];
  /** Of what the file was made from. */
  sha256: string;
  sizeBytes: number;
  /** Absent where nothing was, as in files that are older than it. */
  preparation?: Preparation;
  /** uint16, little endian. */
  labelsOffset: number;
  /** uint8, image after image, up to the end of the file. */
  imagesOffset: number;
}

const ALIGNMENT = 4096;
export const HEADER_START = 12;
/** Of 65,536 names in 16 MiB, were every character written as six. */
const MAXIMUM_JSON_BYTES = 2 ** 27;
const MAGIC = 'PBDS1\0\0\0';

export function aligned(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}

/** The bytes before the labels. */
export function encodeHeader(header: CanonicalHeader): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const bytes = Buffer.alloc(header.labelsOffset, ' ');
  bytes.write(MAGIC, 0, 'latin1');
  bytes.writeUInt32LE(json.length, 8);
  json.copy(bytes, HEADER_START);
  return bytes;
}

/** Bytes of the JSON, from the file's first 12. Throws DatasetError where it is no canonical file. */
export function headerLength(start: Uint8Array, file: string): number {
  const bytes = Buffer.from(start);
  if (bytes.toString('latin1', 0, 8) !== MAGIC) {
    throw new DatasetError(`${file} is not a canonical dataset: it must begin with PBDS1`);
  }
  const length = bytes.readUInt32LE(8);
  if (length > MAXIMUM_JSON_BYTES) {
    throw new DatasetError(`${file} is damaged: its header may have ${MAXIMUM_JSON_BYTES} bytes; it says ${length}`);
  }
  return length;
}

/** Reads the JSON and checks all that it says against itself and the file's size. Throws DatasetError. */
export function decodeHeader(json: Uint8Array, file: string, fileBytes: number): CanonicalHeader {
  const refuse = (rule: string): never => {
    throw new DatasetError(`${file} is damaged: ${rule} in its header`);
  };
  const fields = record(parsed(json)) ?? refuse('there is no object');
  const count = (name: string): number => whole(fields[name]) ?? refuse(`${name} is no whole number`);
  const origin = (name: string): NormalisationOrigin => originOf(fields[name]) ?? refuse(`${name} is unknown`);
  const reals = (name: string): number[] => list(fields[name], real) ?? refuse(`${name} are no numbers`);
  const [height = 0, width = 0, channels = 0] = list(fields.imageShape, whole) ?? [];
  const imageBytes = height * width * channels;
  const header: CanonicalHeader = {
    imageCount: count('imageCount'),
    imageShape: [height, width, channels],
    classes: list(fields.classes, text) ?? refuse('classes are no names'),
    mean: reals('mean'),
    std: reals('std'),
    meanFrom: origin('meanFrom'),
    stdFrom: origin('stdFrom'),
    sha256: text(fields.sha256) ?? refuse('sha256 is no text'),
    sizeBytes: count('sizeBytes'),
    ...(fields.preparation !== undefined && {
      preparation: preparationIn(fields.preparation) ?? refuse('preparation is unknown'),
    }),
    labelsOffset: count('labelsOffset'),
    imagesOffset: count('imagesOffset'),
  };
  if (header.imageCount > MAXIMUM_IMAGE_COUNT || imageBytes > MAXIMUM_IMAGE_BYTES) {
    refuse('there are more images or pixels than may be');
  }
  if (imageBytes < 1 || header.mean.length !== channels || header.std.length !== channels) {
    refuse('imageShape does not fit mean and std');
  }
  if (
    header.imagesOffset < header.labelsOffset + 2 * header.imageCount ||
    header.labelsOffset < HEADER_START + json.length
  ) {
    refuse('the offsets overlap');
  }
  const needed = header.imagesOffset + header.imageCount * imageBytes;
  if (needed !== fileBytes) {
    throw new DatasetError(`${file} is cut off or damaged: it needs ${needed} bytes; it has ${fileBytes}`);
  }
  return header;
}

function parsed(json: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(json).toString());
  } catch {
    return null;
  }
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null;
}

function list<T>(value: unknown, item: (value: unknown) => T | null): T[] | null {
  if (!Array.isArray(value)) {
    return null;
  }
  const items = value.map(item);
  return items.every((each): each is NonNullable<typeof each> => each !== null) ? items : null;
}

function whole(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function real(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function preparationIn(value: unknown): Preparation | null {
  const fields = record(value);
  if (fields === null) {
    return null;
  }
  const { split, resize, crop } = fields;
  if (split !== undefined && split !== 'train' && split !== 'test') {
    return null;
  }
  const sides = [resize, crop].map((side) => (side === undefined ? undefined : whole(side)));
  return sides.includes(null)
    ? null
    : preparationOf({ split, resize: sides[0] ?? undefined, crop: sides[1] ?? undefined });
}

function originOf(value: unknown): NormalisationOrigin | null {
  return value === 'given' || value === 'file' || value === 'measured' ? value : null;
}
