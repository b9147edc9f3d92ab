import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DATA = fileURLToPath(new URL('../../packages/demo/data/', import.meta.url));

/** The network and the images that small rows measure. */
export const DEMO = {
  network: join(DATA, 'networks/baseline-seed-0.onnx'),
  dataset: join(DATA, 'fashion-mnist-sample.npz'),
};

/** What the demo's networks are fed. */
export const FEED = { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null } as const;
