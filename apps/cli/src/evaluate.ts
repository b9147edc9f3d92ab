import { addEvaluations, type EvaluationSummary, nearChanceWarning, summariseEvaluation } from '@passband/engine';
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
        warnings: [chanceWarning(inputs, accuracy?.value ?? null)],
      };
    },
  });
}

/** Says where the network hardly does better than guessing, by the options that feed it. */
export function chanceWarning({ images }: Inputs, accuracy: number | null): string | null {
  const options = '--mean and --std of the dataset, or --input-mean, --input-std, --input-scale and --input-layout';
  return nearChanceWarning(accuracy, images.classes.length, options);
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
