import type { ImageShape, InputLayout } from './classifier.ts';
import { EngineError } from './errors.ts';

/** Images have one channel, three, or four with transparency; an axis of more is a height or a width. */
const MOST_CHANNELS = 4;

/** The axes of a network's input but for the batch; null where one is free. */
type InputAxes = readonly (number | null)[];

/** The layout that the axes' sizes suggest, `otherwise` where they could be either. */
export function suggestedLayout(inputShape: InputAxes, otherwise: InputLayout): InputLayout {
  const mayBeChannels = (size: number | null | undefined): boolean => size != null && size <= MOST_CHANNELS;
  const [first, last] = [mayBeChannels(inputShape[0]), mayBeChannels(inputShape[2])];
  if (first === last) return otherwise;
  return last ? 'NHWC' : 'NCHW';
}

/**
 * The layout in which images of `imageShape` fit the network: the one that is asked for, else the only one that fits,
 * else what the file's shape suggests. Throws EngineError where they do not fit.
 */
export function fittingLayout(
  network: { inputShape: InputAxes; inputLayout: InputLayout },
  imageShape: ImageShape,
  asked: InputLayout | null,
): InputLayout {
  const fits = (layout: InputLayout): boolean =>
    laidOut(imageShape, layout).every((size, axis) => (network.inputShape[axis] ?? size) === size);
  const other: InputLayout = network.inputLayout === 'NCHW' ? 'NHWC' : 'NCHW';
  const found = (asked ? [asked] : [network.inputLayout, other]).find(fits);
  if (found) return found;
  const images = laidOut(imageShape, asked ?? network.inputLayout).join(' x ');
  const takes = network.inputShape.map((size) => size ?? 'any').join(' x ');
  throw new EngineError(`the images must fit the network: it takes ${takes}, the images are ${images}`);
}

/** An image's axes in the order of the layout. */
export function laidOut([height, width, channels]: ImageShape, layout: InputLayout): [number, number, number] {
  return layout === 'NCHW' ? [channels, height, width] : [height, width, channels];
}
