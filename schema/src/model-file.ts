import { registerEnumType } from 'type-graphql';

export const ModelFormat = {
  ONNX: 'ONNX',
  TF_SAVED_MODEL: 'TF_SAVED_MODEL',
  TFJS_GRAPH: 'TFJS_GRAPH',
  TFJS_LAYERS: 'TFJS_LAYERS',
  EXTERNAL: 'EXTERNAL',
} as const;
export type ModelFormat = keyof typeof ModelFormat;
registerEnumType(ModelFormat, {
  name: 'ModelFormat',
  description: 'What a model file is.',
  valuesConfig: {
    ONNX: { description: 'An ONNX file.' },
    TF_SAVED_MODEL: { description: 'A TensorFlow SavedModel.' },
    TFJS_GRAPH: { description: 'A TensorFlow.js graph model.' },
    TFJS_LAYERS: { description: 'A TensorFlow.js layers model.' },
    EXTERNAL: { description: 'Results recorded or imported; no file here.' },
  },
});

export const ModelOutput = { LOGITS: 'LOGITS', PROBABILITIES: 'PROBABILITIES' } as const;
export type ModelOutput = keyof typeof ModelOutput;
registerEnumType(ModelOutput, {
  name: 'ModelOutput',
  description: 'What a network gives.',
  valuesConfig: {
    LOGITS: { description: 'Unnormalised scores; softmax is applied here.' },
    PROBABILITIES: { description: 'Class probabilities.' },
  },
});

export const InputScale = { UNIT: 'UNIT', BYTE: 'BYTE' } as const;
export type InputScale = keyof typeof InputScale;
registerEnumType(InputScale, {
  name: 'InputScale',
  description: 'Scale of the pixels that a network is fed, before mean and std.',
  valuesConfig: { UNIT: { description: 'Pixels as 0 to 1.' }, BYTE: { description: 'Pixels as 0 to 255.' } },
});

export const InputLayout = { NCHW: 'NCHW', NHWC: 'NHWC' } as const;
export type InputLayout = keyof typeof InputLayout;
registerEnumType(InputLayout, {
  name: 'InputLayout',
  description: 'Order of the axes of what a network is fed.',
  valuesConfig: {
    NCHW: { description: 'Image, channel, row, column.' },
    NHWC: { description: 'Image, row, column, channel.' },
  },
});
