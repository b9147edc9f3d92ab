export { readModelFacts } from './facts.ts';
export { describeRuntimes, openOnnxClassifier } from './runtimes.ts';
