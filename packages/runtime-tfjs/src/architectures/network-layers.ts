import type { ImageShape } from '@passband/engine';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Tf } from '../tf.ts';

type Layer = LayersModel['layers'][number];

const MOVING_MOMENTUM = 0.9;
const EPSILON = 1e-5;

/** Of a convolution: filters of size x size, moved by `stride`; zeros around the images, so that stride 1 keeps their size. */
export interface ConvolutionShape {
  filters: number;
  size: 1 | 3;
  stride: number;
}

/**
 * The layers that networks are built of, each named, all weights zero until they are drawn. Convolutions have no bias: batch
 * normalisation follows every one of them.
 */
export class NetworkLayers {
  constructor(private readonly tf: Tf) {}

  images(shape: ImageShape): SymbolicTensor {
    return this.tf.input({ shape: [...shape], name: 'images' });
  }

  convolution(input: SymbolicTensor, name: string, { filters, size, stride }: ConvolutionShape): SymbolicTensor {
    return applied(
      this.tf.layers.conv2d({
        ...{ name, filters, kernelSize: size, strides: stride, padding: 'same', useBias: false },
        kernelInitializer: 'zeros',
      }),
      input,
    );
  }

  /** Batch normalisation, then relu. */
  normalisedRelu(input: SymbolicTensor, name: string): SymbolicTensor {
    const { batchNormalization, reLU } = this.tf.layers;
    const options = { momentum: MOVING_MOMENTUM, epsilon: EPSILON, name: `${name}-normalisation` };
    return applied(reLU({ name: `${name}-relu` }), applied(batchNormalization(options), input));
  }

  dense(input: SymbolicTensor, name: string, units: number): SymbolicTensor {
    return applied(this.tf.layers.dense({ name, units, kernelInitializer: 'zeros' }), input);
  }

  relu(input: SymbolicTensor, name: string): SymbolicTensor {
    return applied(this.tf.layers.reLU({ name }), input);
  }

  flattened(input: SymbolicTensor): SymbolicTensor {
    return applied(this.tf.layers.flatten({ name: 'flattened' }), input);
  }

  /** The mean over height and width. */
  globalAverage(input: SymbolicTensor): SymbolicTensor {
    return applied(this.tf.layers.globalAveragePooling2d({ name: 'average', dataFormat: 'channelsLast' }), input);
  }

  sum(one: SymbolicTensor, other: SymbolicTensor, name: string): SymbolicTensor {
    return applied(this.tf.layers.add({ name }), [one, other]);
  }

  network(images: SymbolicTensor, scores: SymbolicTensor): LayersModel {
    return this.tf.model({ inputs: images, outputs: scores, name: 'network' });
  }
}

function applied(layer: Layer, input: SymbolicTensor | SymbolicTensor[]): SymbolicTensor {
  const output = layer.apply(input);
  if ('sourceLayer' in output) return output;
  throw new TypeError(`the layer ${layer.name} must give one output of the network that is being built`);
}
