import { fileURLToPath } from 'node:url';
import type { ModelFileFormat } from '@passband/engine';

/** A network's file and images that fit it. Files of one `network` hold the same weights, whatever their format. */
export interface Model {
  network: string;
  format: ModelFileFormat;
  file: string;
  dataset: string;
}

const inTest = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const engine = (name: string): string => inTest(`reference/engine/${name}`);
const twin = (name: string): string => inTest(`reference/formats/${name}`);
const DEMO = inTest('../packages/demo/data/');
const colour = { format: 'ONNX', dataset: engine('colour.npz') } as const;
const grey = { format: 'ONNX', dataset: engine('grey.npz') } as const;

export const MODELS: readonly Model[] = [
  { network: 'channels first', file: engine('nchw-logits.onnx'), ...colour },
  { network: 'channels first', file: engine('nchw-fixed-batch.onnx'), ...colour },
  { network: 'channels first', file: engine('nchw-external.onnx'), ...colour },
  { network: 'probabilities', file: engine('nchw-probabilities.onnx'), ...colour },
  { network: 'channels last', file: engine('nhwc-logits.onnx'), ...colour },
  { network: 'confident', file: engine('grey-confident.onnx'), ...grey },
  { network: 'twin', file: twin('nhwc-twin.onnx'), ...colour },
  { network: 'twin', file: twin('tfjs-graph'), ...colour, format: 'TFJS_GRAPH' },
  { network: 'twin', file: twin('tfjs-layers'), ...colour, format: 'TFJS_LAYERS' },
  { network: 'twin', file: twin('saved-model'), ...colour, format: 'TF_SAVED_MODEL' },
  {
    network: 'demo',
    format: 'ONNX',
    file: `${DEMO}networks/baseline-seed-0.onnx`,
    dataset: `${DEMO}fashion-mnist-sample.npz`,
  },
];

/** By format a network with NaN among its weights, and images that fit it. */
export const NAN_MODELS: readonly Model[] = [
  { network: 'nan', file: engine('nan.onnx'), ...colour },
  { network: 'nan', file: twin('tfjs-graph-nan'), ...colour, format: 'TFJS_GRAPH' },
  { network: 'nan', file: twin('tfjs-layers-nan'), ...colour, format: 'TFJS_LAYERS' },
  { network: 'nan', file: twin('saved-model-nan'), ...colour, format: 'TF_SAVED_MODEL' },
];
