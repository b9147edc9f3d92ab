import { performance } from 'node:perf_hooks';
import {
  type DatasetFacts,
  datasetFacts,
  groupsOf,
  type PathSpectrumParameters,
  PathSummary,
  parsePathSpectrumParameters,
  planPathSpectrum,
  runShard,
} from '@passband/engine';
import { InputError, UsageError } from './errors.ts';
import { evaluateAll, warnNearChance } from './evaluate.ts';
import { type InputOptions, type Inputs, withInputs } from './inputs.ts';
import { progressOf } from './progress.ts';
import { type Measured, type PathRow, pathRow, report } from './report.ts';
import { checkResultFile, writeResult } from './result-file.ts';
import { measurementTable } from './table.ts';

export interface MeasureOptions extends InputOptions {
  path: string;
  scope?: 'within' | 'between' | 'both';
  pairs: number;
  classes?: number[];
  classPairs?: number;
  step?: number;
  samples?: number;
  precision?: string;
  cutoff: number;
  cutoffUnit: 'share-of-bins' | 'cycles-per-distance';
  seed: number;
}

/** `passband measure`: spectra along linear paths, and the accuracy. */
export async function measure(file: string, options: MeasureOptions, signal: AbortSignal): Promise<void> {
  checkOptions(options);
  await checkResultFile(options.json);
  await withInputs(file, options, signal, async (inputs) => {
    const parameters = parametersOf(options, datasetFacts(inputs.images));
    const measured = await run(inputs, parameters, options, signal);
    if (options.json !== undefined) await writeResult(options.json, report(inputs, measured));
    process.stdout.write(measurementTable(inputs, measured));
    warnNearChance(inputs, measured.accuracy);
  });
}

function checkOptions({ path, precision, cutoff, cutoffUnit }: MeasureOptions): void {
  if (['amplitude', 'phase', 'direction'].includes(path))
    throw new UsageError(`--path must be linear in this version; got ${path}`);
  if (path !== 'linear') throw new UsageError(`--path must be linear, amplitude, phase or direction; got ${path}`);
  if (precision !== undefined)
    throw new UsageError(`--precision is not in this version: choose --pairs instead; got ${precision}`);
  if (cutoffUnit === 'share-of-bins' && cutoff > 1)
    throw new UsageError(`--cutoff must be from 0 to 1 as a share of bins; got ${cutoff}`);
}

const SCOPES = { within: ['WITHIN_CLASS'], between: ['BETWEEN_CLASS'], both: ['WITHIN_CLASS', 'BETWEEN_CLASS'] };

function parametersOf(options: MeasureOptions, dataset: DatasetFacts): PathSpectrumParameters {
  const { scope, pairs, classes, classPairs, step, samples, seed } = options;
  const scopes = scope && SCOPES[scope];
  const input = { scopes, pairsPerGroup: pairs, classes, classPairs, step, samples, curvesPerGroup: 0, seed };
  const { parameters, problems } = parsePathSpectrumParameters(input, dataset);
  if (!parameters) throw new InputError(problems.map(({ message }) => message).join('; '));
  return parameters;
}

/** Samples whose paths are held whole at a time, with their spectra. */
const HELD_SAMPLES = 100_000;

/** Runs some rounds at a time, keeping of each path its numbers only, and those only where they are to be written. */
async function run(
  inputs: Inputs,
  parameters: PathSpectrumParameters,
  options: MeasureOptions,
  signal: AbortSignal,
): Promise<Measured> {
  const { images, classifier, feed } = inputs;
  const groups = groupsOf(parameters, datasetFacts(images));
  const cutoffUnit = options.cutoffUnit === 'share-of-bins' ? 'SHARE_OF_BINS' : 'CYCLES_PER_DISTANCE';
  const cutoff = { cutoff: options.cutoff, cutoffUnit, step: parameters.step } as const;
  const summary = new PathSummary(groups, cutoff);
  const paths: PathRow[][] = groups.map(() => []);
  const plan = await planPathSpectrum(parameters, images);
  const roundsHeld = Math.max(1, Math.floor(HELD_SAMPLES / Math.max(groups.length, plan.imagesTotal / plan.rounds)));
  const progress = progressOf(plan.imagesTotal + images.imageCount);
  try {
    const { accuracy } = await evaluateAll(inputs, options, signal, progress);
    const started = performance.now();
    for (let firstRound = 0; firstRound < plan.rounds; firstRound += roundsHeld) {
      const before = images.imageCount + summary.imagesEvaluated;
      const roundCount = Math.min(roundsHeld, plan.rounds - firstRound);
      const shard = { method: 'PATH_SPECTRUM' as const, parameters, firstRound, roundCount };
      const onProgress = (done: number): void => progress.at(before + done);
      const batchSize = options.batch === undefined ? {} : { batchSize: options.batch };
      const record = await runShard(shard, { classifier, images, feed, signal, onProgress, ...batchSize });
      for (const [k, path] of record.entries()) {
        const fractions = summary.add(path);
        if (options.json !== undefined) paths[k % groups.length]?.push(pathRow(path, fractions));
      }
    }
    const seconds = (performance.now() - started) / 1000;
    return { parameters, cutoff, groups, summary, paths, accuracy: accuracy?.value ?? null, seconds };
  } finally {
    progress.stop();
  }
}
