import { type Method, type Methods, planMeasurement, runShard } from '@passband/engine';
import type { InputOptions, Inputs } from './inputs.ts';
import type { Progress } from './progress.ts';

/** Runs a measurement some rounds at a time and gives their records in order. */
export async function* recordsOf<M extends Method>(
  { classifier, images, feed }: Inputs,
  { method, parameters, roundsHeld }: { method: M; parameters: Methods[M]['parameters']; roundsHeld: number },
  { batch }: InputOptions,
  { signal, progress, imagesBefore }: { signal: AbortSignal; progress: Progress; imagesBefore: number },
): AsyncGenerator<Methods[M]['record']> {
  const { rounds } = await planMeasurement(method, parameters, images);
  let before = imagesBefore;
  for (let firstRound = 0; firstRound < rounds; firstRound += roundsHeld) {
    const shard = { method, parameters, firstRound, roundCount: Math.min(roundsHeld, rounds - firstRound) };
    let done = 0;
    const onProgress = (imagesDone: number): void => {
      done = imagesDone;
      progress.at(before + imagesDone);
    };
    yield await runShard(shard, { classifier, images, feed, signal, onProgress, ...(batch && { batchSize: batch }) });
    before += done;
  }
}
