import type { ImageShape } from '@passband/engine';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { NetworkLayers } from './network-layers.ts';

const HIDDEN = [256, 256];

/** Two hidden layers of 256 with relu, then scores. */
export function mlp(layers: NetworkLayers, imageShape: ImageShape, classCount: number): LayersModel {
  const images = layers.images(imageShape);
  const hidden = HIDDEN.reduce(
    (values, units, k) => layers.relu(layers.dense(values, `hidden-${k + 1}`, units), `hidden-${k + 1}-relu`),
    layers.flattened(images),
  );
  return layers.network(images, layers.dense(hidden, 'scores', classCount));
}
