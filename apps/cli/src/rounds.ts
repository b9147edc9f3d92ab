import { performance } from 'node:perf_hooks';
import { type ClassifierMethod, datasetFacts, type Methods, methods, runShard } from '@passband/engine';
import type { InputOptions, Inputs } from './inputs.ts';
import { usageError } from './option-names.ts';
import { type Progress, progressOf } from './progress.ts';

/** A measurement that was done whole. */
export interface MeasuredRounds<M extends ClassifierMethod> {
  parameters: Methods[M]['parameters'];
  /** One a round, in order. */
  records: Methods[M]['record'][];
  imagesEvaluated: number;
  seconds: number;
}

/** Checks what is asked for and measures it. Throws UsageError where it is refused. */
export async function measureRounds<M extends ClassifierMethod>(
  method: M,
  asked: Readonly<Record<string, unknown>>,
  inputs: Inputs,
  options: InputOptions,
  signal: AbortSignal,
): Promise<MeasuredRounds<M>> {
  const { parameters, problems } = methods[method].parseParameters(asked, datasetFacts(inputs.images));
  if (parameters === null) throw usageError(method, problems);
  const { rounds, imagesTotal } = await methods[method].plan(parameters, inputs.images);
  const progress = progressOf(imagesTotal);
  const started = performance.now();
  const work = recordsOf({ method, parameters, rounds }, inputs, options, signal, progress);
  const records = await work.finally(() => progress.stop());
  return { parameters, records, imagesEvaluated: imagesTotal, seconds: (performance.now() - started) / 1000 };
}

/** Runs a measurement a round at a time, so that one round's images are the most that waits for a signal. */
export async function recordsOf<M extends ClassifierMethod>(
  { method, parameters, rounds }: { method: M; parameters: Methods[M]['parameters']; rounds: number },
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
