export { tfjsRuntimes } from './runtimes.ts';
