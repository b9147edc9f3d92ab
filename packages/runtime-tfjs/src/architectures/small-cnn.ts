import type { ImageShape } from '@passband/engine';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { NetworkLayers } from './network-layers.ts';

const CONVOLUTIONS = [
  { filters: 16, stride: 1 },
  { filters: 32, stride: 2 },
  { filters: 64, stride: 2 },
];

/** Three 3 x 3 convolutions with batch normalisation and relu, strides instead of pooling, global average, then scores. */
export function smallCnn(layers: NetworkLayers, imageShape: ImageShape, classCount: number): LayersModel {
  const images = layers.images(imageShape);
  const features = CONVOLUTIONS.reduce((values, { filters, stride }, k) => {
    const name = `convolution-${k + 1}`;
    return layers.normalisedRelu(layers.convolution(values, name, { filters, stride, size: 3 }), name);
  }, images);
  return layers.network(images, layers.dense(layers.globalAverage(features), 'scores', classCount));
}
