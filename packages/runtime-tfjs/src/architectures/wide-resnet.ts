import type { ImageShape } from '@passband/engine';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { NetworkLayers } from './network-layers.ts';

const STEM_FILTERS = 16;
/** Of the three groups: filters at width 1, and the stride of the first block. */
const GROUPS = [
  { filters: 16, stride: 1 },
  { filters: 32, stride: 2 },
  { filters: 64, stride: 2 },
];

interface BlockShape {
  filters: number;
  stride: number;
}

/**
 * Wide-ResNet: a convolution, three groups of pre-activation blocks `width` times as wide as a ResNet's, global average, then
 * scores. Zagoruyko and Komodakis, arXiv 1605.07146, without dropout.
 */
export function wideResnet(
  layers: NetworkLayers,
  imageShape: ImageShape,
  classCount: number,
  { blocksPerGroup, width }: { blocksPerGroup: number; width: number },
): LayersModel {
  const images = layers.images(imageShape);
  let values = layers.convolution(images, 'stem', { filters: STEM_FILTERS, size: 3, stride: 1 });
  let depth = STEM_FILTERS;
  for (const [group, { filters, stride }] of GROUPS.entries())
    for (let k = 0; k < blocksPerGroup; k++) {
      const shape = { filters: filters * width, stride: k === 0 ? stride : 1 };
      values = block(layers, values, `group-${group + 1}-block-${k + 1}`, shape, depth);
      depth = shape.filters;
    }
  const features = layers.globalAverage(layers.normalisedRelu(values, 'last'));
  return layers.network(images, layers.dense(features, 'scores', classCount));
}

/** Normalisation and relu before each of two convolutions; the shortcut is a 1 x 1 convolution where the shape changes. */
function block(
  layers: NetworkLayers,
  input: SymbolicTensor,
  name: string,
  { filters, stride }: BlockShape,
  depth: number,
): SymbolicTensor {
  const active = layers.normalisedRelu(input, `${name}-first`);
  const first = layers.convolution(active, `${name}-first`, { filters, stride, size: 3 });
  const second = layers.convolution(layers.normalisedRelu(first, `${name}-second`), `${name}-second`, {
    ...{ filters, stride: 1, size: 3 },
  });
  const changes = stride !== 1 || filters !== depth;
  const shortcut = changes ? layers.convolution(active, `${name}-shortcut`, { filters, stride, size: 1 }) : input;
  return layers.sum(second, shortcut, `${name}-sum`);
}
