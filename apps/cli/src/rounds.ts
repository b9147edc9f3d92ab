import { performance } from 'node:perf_hooks';
import { type ClassifierMethod, type Methods, planMeasurement, runShard } from '@passband/engine';
import type { InputOptions, Inputs } from './inputs.ts';
import { type Progress, progressOf } from './progress.ts';

/** A measurement that was done whole. */
interface MeasuredRounds<M extends ClassifierMethod> {
  /** One a round, in order. */
  records: Methods[M]['record'][];
  imagesEvaluated: number;
  seconds: number;
}

/** A measurement and how many rounds its plan has. */
interface PlannedRounds<M extends ClassifierMethod> {
  method: M;
  parameters: Methods[M]['parameters'];
  rounds: number;
}

/** Measures all rounds, with a bar of its own. */
export async function measureRounds<M extends ClassifierMethod>(
  method: M,
  parameters: Methods[M]['parameters'],
  inputs: Inputs,
  options: InputOptions,
  signal: AbortSignal,
): Promise<MeasuredRounds<M>> {
  const { imagesTotal, rounds } = await planMeasurement(method, parameters, inputs.images);
  const progress = progressOf(imagesTotal);
  const started = performance.now();
  const work = recordsOf({ method, parameters, rounds }, inputs, options, signal, progress);
  const records = await work.finally(() => progress.stop());
  return { records, imagesEvaluated: imagesTotal, seconds: (performance.now() - started) / 1000 };
}

/** Runs a measurement a round at a time, so that one round's images are the most that waits for a signal. */
export async function recordsOf<M extends ClassifierMethod>(
  { method, parameters, rounds }: PlannedRounds<M>,
  { classifier, images, feed }: Inputs,
  { batch }: InputOptions,
  signal: AbortSignal,
  progress: Progress,
): Promise<Methods[M]['record'][]> {
  const records: Methods[M]['record'][] = [];
  let [before, done] = [0, 0];
  const onProgress = (imagesDone: number): void => {
    done = before + imagesDone;
    progress.at(done);
  };
  const context = { classifier, images, feed, signal, onProgress, ...(batch && { batchSize: batch }) };
  for (let firstRound = 0; firstRound < rounds; firstRound++) {
    records.push(await runShard({ method, parameters, firstRound, roundCount: 1 }, context));
    before = done;
  }
  return records;
}
