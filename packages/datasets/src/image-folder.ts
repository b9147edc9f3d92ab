import { DatasetError } from './errors.ts';
import type { FileTree } from './file-tree.ts';
import { type ClassImage, classImages, isImage } from './image-classes.ts';
import { decodeImage, type ImageFacts, imageFacts, MAXIMUM_ENCODED_BYTES } from './image-decoding.ts';
import { type ImageFile, imagesOf } from './image-file.ts';
import { geometryOf, type Size, said } from './image-geometry.ts';
import { inOrder } from './in-order.ts';
import { type Preparation, preparationOf } from './preparation.ts';
import type { TreeFormat } from './tree-format.ts';

const DECODED_AT_ONCE = 4;
const MAXIMUM_CLASSES = 65_536;
const SIZES_SHOWN = 3;

/** Folders of PNG, JPEG or WebP files, one a class, classes sorted by name. */
export const IMAGE_FOLDER: TreeFormat = {
  uses: ({ path }) => isImage(path),
  maximumFileBytes: MAXIMUM_ENCODED_BYTES,
  recognises: ({ files }) => files.some(({ path }) => isImage(path)),
  prepares: ['split', 'resize', 'crop'],
  async read(tree, options) {
    const preparation = preparationOf(options);
    const images = classImages(tree, preparation.split);
    const facts = await allFacts(images, options.signal);
    const channels = facts.every(({ grey }) => grey) ? 1 : 3;
    const { width, height } = commonSize(images, facts, preparation);
    const { imageCount, imageShape } = imagesOf([images.length, height, width, channels]);
    const classes = [...new Set(images.map(({ className }) => className))];
    return {
      imageCount,
      imageShape,
      labels: labelsOf(images, classes, tree),
      classes,
      mean: null,
      std: null,
      sha256: await tree.sha256(options.signal),
      sizeBytes: tree.sizeBytes,
      stored: null,
      pixels: (signal) => pixelsOf(images, facts, preparation, channels, signal),
      close: tree.close,
    } satisfies ImageFile;
  },
};

async function allFacts(images: readonly ClassImage[], signal?: AbortSignal): Promise<ImageFacts[]> {
  const facts: ImageFacts[] = [];
  for await (const each of inOrder(images, DECODED_AT_ONCE, ({ file }) => imageFacts(file, signal))) {
    facts.push(each);
  }
  return facts;
}

/** The one size that all images have once they are prepared. Throws DatasetError where they have several. */
function commonSize(images: readonly ClassImage[], facts: readonly ImageFacts[], preparation: Preparation): Size {
  const sizes = new Map<string, { size: Size; path: string }>();
  facts.forEach((each, index) => {
    const path = images[index]?.file.path ?? '';
    const { cropped } = geometryOf(each, preparation, path);
    if (!sizes.has(said(cropped))) {
      sizes.set(said(cropped), { size: cropped, path });
    }
  });
  const [first, ...others] = sizes.values();
  if (first === undefined || others.length > 0) {
    throw differentSizes([...sizes.values()], preparation);
  }
  return first.size;
}

function differentSizes(sizes: readonly { size: Size; path: string }[], { resize }: Preparation): DatasetError {
  const shown = sizes.slice(0, SIZES_SHOWN).map(({ size, path }) => `${said(size)} (${path})`);
  const others = sizes.length - SIZES_SHOWN;
  const more = others > 0 ? ` and ${others} other ${others === 1 ? 'size' : 'sizes'}` : '';
  const [when, remedy] =
    resize === undefined
      ? ['', 'give `resize` and `crop`, such as `resize` 256 and `crop` 224']
      : [` after \`resize\` ${resize}`, 'give `crop` too'];
  return new DatasetError(`images must all have one size${when}; got ${shown.join(', ')}${more}: ${remedy}`);
}

function labelsOf(images: readonly ClassImage[], classes: readonly string[], { name }: FileTree): Uint16Array {
  if (classes.length > MAXIMUM_CLASSES) {
    throw new DatasetError(`there must be at most ${MAXIMUM_CLASSES} classes; ${name} has ${classes.length}`);
  }
  const indices = new Map(classes.map((className, index) => [className, index]));
  return Uint16Array.from(images, ({ className }) => indices.get(className) ?? 0);
}

async function* pixelsOf(
  images: readonly ClassImage[],
  facts: readonly ImageFacts[],
  preparation: Preparation,
  channels: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  yield* inOrder(images.entries(), DECODED_AT_ONCE, ([index, { file }]) => {
    const size = facts[index] ?? { width: 0, height: 0, grey: true };
    return decodeImage(file, size, geometryOf(size, preparation, file.path), channels, signal);
  });
}
