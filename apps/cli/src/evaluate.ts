import { addEvaluations, type EvaluationSummary, isNearChance, summariseEvaluation } from '@passband/engine';
import { aligned } from './aligned.ts';
import type { InputOptions, Inputs } from './inputs.ts';
import { runMethod } from './method.ts';
import { count } from './plural.ts';
import { measureRounds } from './rounds.ts';
import { head, lines, speed } from './table.ts';

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

/** The result for a terminal. */
function evaluationTable(inputs: Inputs, evaluation: EvaluationSummary, seconds: number): string {
  const rows = [
    ['', 'accuracy', '95 % bounds', 'images'],
    proportionRow('all', evaluation.accuracy, evaluation.imageCount),
    ...evaluation.byClass.map(({ classIndex, accuracy, imageCount }) =>
      proportionRow(`  ${inputs.images.classes[classIndex] ?? classIndex}`, accuracy, imageCount),
    ),
  ];
  const loss = evaluation.loss === null ? 'unknown' : `${evaluation.loss.toFixed(4)} nats`;
  return lines([...head(inputs), `loss      ${loss}`, '', ...aligned(rows), '', speed(evaluation.imageCount, seconds)]);
}

function proportionRow(name: string, value: EvaluationSummary['accuracy'], images: number): string[] {
  const bounds = value ? `${value.lower.toFixed(4)} to ${value.upper.toFixed(4)}` : '-';
  return [name, value ? value.value.toFixed(4) : '-', bounds, count(images)];
}
