export { onnxRuntimes } from './runtimes.ts';
