import { performance } from 'node:perf_hooks';
import {
  addEvaluations,
  type EvaluationSummary,
  isNearChance,
  planMeasurement,
  summariseEvaluation,
} from '@passband/engine';
import { type InputOptions, type Inputs, withInputs } from './inputs.ts';
import { type Progress, progressOf } from './progress.ts';
import { checkResultFile, writeResult } from './result-file.ts';
import { recordsOf } from './rounds.ts';
import { evaluationTable } from './table.ts';
import { VERSION } from './version.ts';

/** `passband evaluate`: accuracy and loss over all images. */
export async function evaluate(file: string, options: InputOptions, signal: AbortSignal): Promise<void> {
  await checkResultFile(options.json);
  await withInputs(file, options, signal, async (inputs) => {
    const { images, model, dataset } = inputs;
    const progress = progressOf(images.imageCount);
    const started = performance.now();
    const summary = await evaluateAll(inputs, options, signal, progress).finally(() => progress.stop());
    const seconds = (performance.now() - started) / 1000;
    const { imageCount, accuracy, loss, byClass } = summary;
    const head = { passband: VERSION, method: 'evaluation', model, dataset, parameters: { seed: 0 } };
    if (options.json !== undefined)
      await writeResult(options.json, { ...head, imagesEvaluated: imageCount, seconds, accuracy, loss, byClass });
    process.stdout.write(evaluationTable(inputs, summary, seconds));
    warnNearChance(inputs, summary.accuracy?.value ?? null);
  });
}

/** Evaluates every image, a round at a time. */
export async function evaluateAll(
  inputs: Inputs,
  options: InputOptions,
  signal: AbortSignal,
  progress: Progress,
): Promise<EvaluationSummary> {
  const parameters = { seed: 0 };
  const { rounds } = await planMeasurement('EVALUATION', parameters, inputs.images);
  const measurement = { method: 'EVALUATION' as const, parameters, rounds };
  return summariseEvaluation(addEvaluations(await recordsOf(measurement, inputs, options, signal, progress)));
}

/** Says on stderr where the network hardly does better than guessing, since every other number is then in doubt too. */
export function warnNearChance({ images }: Inputs, accuracy: number | null): void {
  const classes = images.classes.length;
  if (accuracy === null || !isNearChance(accuracy, classes)) return;
  process.stderr.write(
    `warning: accuracy is near chance (${(100 * accuracy).toFixed(1)} % of ${classes} classes): check what the network is fed, --input-mean, --input-std, --input-scale and --input-layout, and whether its outputs are in the order of the dataset's classes\n`,
  );
}
