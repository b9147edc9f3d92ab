import { addEvaluations, isNearChance, summariseEvaluation } from '@passband/engine';
import type { InputOptions, Inputs } from './inputs.ts';
import { runMethod } from './method.ts';
import { measureRounds } from './rounds.ts';
import { evaluationTable } from './table.ts';

/** `passband evaluate`: accuracy and loss over all images. */
export function evaluate(file: string, options: InputOptions, signal: AbortSignal): Promise<void> {
  return runMethod(file, options, signal, {
    method: 'evaluation',
    parametersOf: () => ({ seed: 0 }),
    async measure(inputs, parameters) {
      const { records, ...spent } = await measureRounds('EVALUATION', parameters, inputs, options, signal);
      const summary = summariseEvaluation(addEvaluations(records));
      const { accuracy, loss, byClass } = summary;
      return {
        result: { ...spent, accuracy, loss, byClass },
        table: evaluationTable(inputs, summary, spent.seconds),
        warnings: [nearChanceWarning(inputs, accuracy?.value ?? null)],
      };
    },
  });
}

/** Says where the network hardly does better than guessing, since every other number is then in doubt too. */
export function nearChanceWarning({ images }: Inputs, accuracy: number | null): string | null {
  const classes = images.classes.length;
  if (accuracy === null || !isNearChance(accuracy, classes)) return null;
  return `accuracy is near chance (${(100 * accuracy).toFixed(1)} % of ${classes} classes): check what the network is fed, --input-mean, --input-std, --input-scale and --input-layout, and whether its outputs are in the order of the dataset's classes`;
}
