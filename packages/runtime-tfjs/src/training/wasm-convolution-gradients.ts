import type {
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropInputAttrs,
  KernelFunc,
  NamedTensorInfoMap,
  Tensor4D,
} from '@tensorflow/tfjs-core';
import type { Tf } from '../tf.ts';
import { fourAxes } from './convolution.ts';
import { filterGradient } from './filter-gradient.ts';
import { inputGradient } from './input-gradient.ts';

/**
 * Gives the WebAssembly backend the gradients of convolutions: it has none with respect to the filter, and one with respect
 * to the images that takes several times as long as the convolutions that it is composed of here.
 */
export function registerConvolutionGradients(core: Tf['core']): void {
  // TensorFlow.js knows the parameters of a kernel by its name alone; its own kernels read them so too.
  register(core, core.Conv2DBackpropFilter, ({ inputs, attrs }) => {
    const { strides, pad, filterShape } = attrs as unknown as Conv2DBackpropFilterAttrs;
    const [images, outputGradient] = [tensorOf(core, inputs, 'x'), tensorOf(core, inputs, 'dy')];
    return core.tidy(() => filterGradient(core, images, outputGradient, { strides, pad, filterShape }));
  });
  register(core, core.Conv2DBackpropInput, ({ inputs, attrs }) => {
    const { strides, pad, inputShape } = attrs as unknown as Conv2DBackpropInputAttrs;
    const [outputGradient, filter] = [tensorOf(core, inputs, 'dy'), tensorOf(core, inputs, 'filter')];
    return core.tidy(() => inputGradient(core, outputGradient, filter, { strides, pad, inputShape }));
  });
}

function register(core: Tf['core'], kernelName: string, kernelFunc: KernelFunc): void {
  if (core.getKernel(kernelName, 'wasm')) core.unregisterKernel(kernelName, 'wasm');
  core.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
}

function tensorOf(core: Tf['core'], inputs: NamedTensorInfoMap, name: string): Tensor4D {
  const tensor = inputs[name];
  if (tensor instanceof core.Tensor) return fourAxes(tensor);
  throw new RangeError(`a convolution's gradient takes the tensor ${name}; it is not there`);
}
