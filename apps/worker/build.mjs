import { bundle } from '@passband/config/bundle.mjs';

await bundle([
  'src/main.ts',
  'src/evaluate.ts',
  'src/inspect.ts',
  'src/diversity.ts',
  '@passband/runtime-onnx/evaluation-thread',
  '@passband/runtime-onnx/provider-probe',
  '@passband/runtime-tfjs/webgpu-probe',
]);
