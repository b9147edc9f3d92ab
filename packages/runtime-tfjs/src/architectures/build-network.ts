import { architectureProblem, EngineError, parseArchitecture, type TrainingOptions } from '@passband/engine';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Tf } from '../tf.ts';
import { mlp } from './mlp.ts';
import { NetworkLayers } from './network-layers.ts';
import { smallCnn } from './small-cnn.ts';
import { wideResnet } from './wide-resnet.ts';

/** A network of that architecture, its kernels zero. Throws EngineError where the architecture does not exist or fit. */
export function buildNetwork(
  tf: Tf,
  { architecture, imageShape, classCount }: Pick<TrainingOptions, 'architecture' | 'imageShape' | 'classCount'>,
): LayersModel {
  const problem = architectureProblem(architecture, imageShape);
  if (problem !== null) throw new EngineError(problem);
  const parsed = parseArchitecture(architecture);
  const layers = new NetworkLayers(tf);
  switch (parsed.kind) {
    case 'MLP':
      return mlp(layers, imageShape, classCount);
    case 'SMALL_CNN':
      return smallCnn(layers, imageShape, classCount);
    case 'WIDE_RESNET':
      return wideResnet(layers, imageShape, classCount, parsed);
  }
}
