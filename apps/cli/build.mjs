import { bundle } from '@passband/config/bundle.mjs';

await bundle([
  'src/main.ts',
  '@passband/runtime-onnx/evaluation-thread',
  '@passband/runtime-onnx/provider-probe',
  '@passband/runtime-tfjs/webgpu-probe',
]);
