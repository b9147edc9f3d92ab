import type { RunContext } from './run-context.ts';

/** The same context, whose network is asked for scores. */
export function scoring(context: RunContext): RunContext {
  const { classifier } = context;
  const { evaluateLines } = classifier;
  return {
    ...context,
    classifier: {
      runtime: classifier.runtime,
      device: classifier.device,
      classCount: classifier.classCount,
      inputLayout: classifier.inputLayout,
      output: classifier.output,
      batchesAtOnce: classifier.batchesAtOnce,
      evaluate: (images, count) => classifier.evaluate(images, count, 'SCORES'),
      evaluateLines: evaluateLines && ((samples) => evaluateLines.call(classifier, samples, 'SCORES')),
      close: () => classifier.close(),
    },
  };
}
