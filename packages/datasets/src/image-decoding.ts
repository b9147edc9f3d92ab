import type { Sharp, SharpOptions } from 'sharp';
import { enlarge } from './enlarge.ts';
import { DatasetError } from './errors.ts';
import { readWhole, type TreeFile } from './file-tree.ts';
import { type Geometry, MAXIMUM_PIXELS, type Size, said } from './image-geometry.ts';

/** What an image file's header says. */
export interface ImageFacts extends Size {
  grey: boolean;
}

/** Of one encoded file, which is held in memory, a few at a time. */
export const MAXIMUM_ENCODED_BYTES = 2 ** 26;

const FORMATS: readonly [name: string, pattern: RegExp][] = [
  ['png', /^\x89PNG\r\n/],
  ['jpeg', /^\xff\xd8\xff/],
  ['webp', /^RIFF.{4}WEBP/s],
];
/** The chunk that ends a PNG, with its checksum. The decoder does not miss it. */
const PNG_END = Buffer.from('49454e44ae426082', 'hex');

/** Reads the header of a PNG, JPEG or WebP. Throws DatasetError where it is another kind of file, or can't be used. */
export async function imageFacts(file: TreeFile, signal?: AbortSignal): Promise<ImageFacts> {
  const bytes = await encodedBytes(file, signal);
  const { width, height, space, depth, pages = 1 } = await decoding(file, bytes, (image) => image.metadata());
  const refuse = (rule: string): never => {
    throw new DatasetError(`${file.path} must ${rule}`);
  };
  if (width * height > MAXIMUM_PIXELS) {
    refuse(`have at most ${MAXIMUM_PIXELS} pixels; it is ${said({ width, height })}`);
  }
  if (pages > 1) {
    refuse(`be a still image; it has ${pages} frames`);
  }
  if (depth !== 'uchar') {
    refuse(`have 8 bits a channel; it is of ${depth}`);
  }
  if (space !== 'srgb' && space !== 'b-w') {
    refuse(`be RGB or grey; it is ${space}`);
  }
  return { width, height, grey: space === 'b-w' };
}

/**
 * Decodes an image as torchvision's ImageFolder does: colour profile and EXIF orientation are not applied, alpha is
 * dropped. Resizes with the triangle filter (PIL's BILINEAR), then crops. Height × width × channels. Throws DatasetError.
 */
export async function decodeImage(
  file: TreeFile,
  facts: ImageFacts,
  { resized, left, top, cropped }: Geometry,
  channels: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const bytes = await encodedBytes(file, signal);
  const space = channels === 1 ? 'b-w' : 'srgb';
  // Whole first: sharp would let alpha weigh in when it resizes.
  let pixels: Uint8Array = await decoding(file, bytes, (image) =>
    image.removeAlpha().toColourspace(space).raw().toBuffer(),
  );
  let size: Size = facts;
  if (resized.width > size.width || resized.height > size.height) {
    pixels = enlarge(pixels, size, resized, channels);
    size = resized;
  }
  if (said(size) !== said(cropped)) {
    const { width, height } = size;
    const shape = { raw: { width, height, channels: channels === 1 ? (1 as const) : (3 as const) } };
    pixels = await decoding(file, pixels, (image) => prepared(image, { resized, left, top, cropped }, space), shape);
  }
  if (pixels.length !== cropped.width * cropped.height * channels) {
    const each = channels === 1 ? '1 channel' : `${channels} channels`;
    throw new DatasetError(`${file.path} is damaged: its pixels are not ${said(cropped)} of ${each}`);
  }
  return pixels;
}

function prepared(image: Sharp, { resized, left, top, cropped }: Geometry, space: string): Promise<Buffer> {
  return image
    .resize({ ...resized, fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false })
    .extract({ left, top, ...cropped })
    .toColourspace(space)
    .raw()
    .toBuffer();
}

/** The bytes of a file that begins, and where it can be seen ends, as a PNG, JPEG or WebP: nothing else reaches a decoder. */
async function encodedBytes(file: TreeFile, signal?: AbortSignal): Promise<Uint8Array> {
  const bytes = Buffer.from(await readWhole(file, MAXIMUM_ENCODED_BYTES, signal));
  const begin = bytes.toString('latin1', 0, 16);
  const [format] = FORMATS.find(([, pattern]) => pattern.test(begin)) ?? [];
  if (format === undefined) {
    const got = bytes.length === 0 ? 'it is empty' : `it begins with ${bytes.toString('hex', 0, 8)}`;
    throw new DatasetError(`${file.path} must be a PNG, JPEG or WebP; ${got}`);
  }
  if (format === 'png' && !bytes.includes(PNG_END)) {
    throw new DatasetError(`${file.path} is cut off: the chunk that ends a PNG is missing`);
  }
  return bytes;
}

async function decoding<T>(
  file: TreeFile,
  bytes: Uint8Array,
  use: (image: Sharp) => Promise<T>,
  options: SharpOptions = {},
): Promise<T> {
  // Its native library is loaded where images are decoded, and nowhere else.
  const { default: sharp } = await import('sharp');
  try {
    return await use(sharp(bytes, { failOn: 'error', ignoreIcc: true, limitInputPixels: MAXIMUM_PIXELS, ...options }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatasetError(`${file.path} can't be decoded: ${reason.split('\n')[0]}`, { cause: error });
  }
}
