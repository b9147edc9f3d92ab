import { performance } from 'node:perf_hooks';
import {
  type DatasetFacts,
  datasetFacts,
  type Group,
  groupKey,
  groupsOf,
  halfWidthOf,
  measurePathSpectrum,
  type PathSpectrumParameters,
  type PathSpectrumPlan,
  PathSummary,
  PUBLISHED_CUTOFF,
  parsePathSpectrumParameters,
  planPathSpectrum,
  precisionWarning,
} from '@passband/engine';
import { UsageError } from './errors.ts';
import { evaluateAll, warnNearChance } from './evaluate.ts';
import { type InputOptions, type Inputs, withInputs } from './inputs.ts';
import { usageError } from './option-names.ts';
import { checkPathOptions, isFourier, type PathOptions, pathInput } from './path-options.ts';
import { progressOf } from './progress.ts';
import { type Measured, type PathRow, pathRow, report } from './report.ts';
import { checkResultFile, writeResult } from './result-file.ts';
import { measurementTable } from './table.ts';

export interface MeasureOptions extends InputOptions, PathOptions {
  cutoff: number;
  cutoffUnit: 'share-of-bins' | 'cycles-per-distance';
}

/** `passband measure`: spectra along paths, and the accuracy. */
export async function measure(file: string, options: MeasureOptions, signal: AbortSignal): Promise<void> {
  checkOptions(options);
  await checkResultFile(options.json);
  await withInputs(file, options, signal, async (inputs) => {
    const parameters = parametersOf(options, datasetFacts(inputs.images));
    checkCutoff(options, parameters);
    const measured = await run(inputs, parameters, options, signal);
    if (options.json !== undefined) await writeResult(options.json, report(inputs, measured));
    process.stdout.write(measurementTable(inputs, measured));
    warnNearChance(inputs, measured.accuracy);
    warnFewSamples(measured.summary);
    warnImprecise(measured);
  });
}

function checkOptions(options: MeasureOptions): void {
  checkPathOptions(options);
  const { path, cutoff, cutoffUnit } = options;
  if (isFourier(path) && cutoffUnit === 'cycles-per-distance')
    throw new UsageError(`--cutoff-unit must be share-of-bins: ${path} paths have no length; got ${cutoffUnit}`);
  if (cutoffUnit === 'share-of-bins' && cutoff > 1)
    throw new UsageError(`--cutoff must be from 0 to 1 as a share of bins; got ${cutoff}`);
}

/** With samples a fixed distance apart frequencies end at half a cycle a sample: beyond it there is nothing to share. */
function checkCutoff({ cutoff, cutoffUnit }: MeasureOptions, { step }: PathSpectrumParameters): void {
  if (cutoffUnit === 'share-of-bins' || step === null || cutoff <= 1 / (2 * step)) return;
  throw new UsageError(
    `--cutoff must be at most ${1 / (2 * step)} cycles per distance, where the frequencies of --step ${step} end; got ${cutoff}`,
  );
}

/** Says on stderr how many paths are in no mean: with all of them, every number is missing. */
function warnFewSamples({ excludedPaths, pathCount }: PathSummary): void {
  if (!excludedPaths) return;
  const [few, all] = [excludedPaths, pathCount].map((count) => count.toLocaleString('en-US'));
  process.stderr.write(
    `warning: ${few} of ${all} paths have fewer than 4 samples and are in no mean: a smaller --step, or more --samples, gives more\n`,
  );
}

/** Says on stderr which scopes the cap stopped before they were as precise as was asked for. */
function warnImprecise({ parameters, published }: Measured): void {
  const { precision, pairsPerGroup, scopes } = parameters;
  if (precision === undefined) return;
  const halfWidths = scopes.map((scope) => [scope, halfWidthOf(published.scopeEstimates(scope)?.PERIODOGRAM)] as const);
  const warning = precisionWarning({ precision, pairsPerGroup }, halfWidths);
  if (warning !== null) process.stderr.write(`warning: ${warning}\n`);
}

function parametersOf(options: MeasureOptions, dataset: DatasetFacts): PathSpectrumParameters {
  const input = { ...pathInput(options), curvesPerGroup: 0 };
  const { parameters, problems } = parsePathSpectrumParameters(input, dataset);
  if (!parameters) throw usageError('PATH_SPECTRUM', problems);
  return parameters;
}

/** Samples whose paths are held whole at a time, with their spectra. */
const HELD_SAMPLES = 100_000;

function heldRounds({ imagesTotal, rounds }: PathSpectrumPlan, groups: readonly Group[]): number {
  return Math.max(1, Math.floor(HELD_SAMPLES / Math.max(groups.length, imagesTotal / rounds)));
}

/** Of each path its numbers only are kept, and those only where they are to be written. */
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
  const published = new PathSummary(groups, { ...PUBLISHED_CUTOFF, step: parameters.step });
  const paths = new Map<string, PathRow[]>(groups.map((group) => [groupKey(group), []]));
  const plan = await planPathSpectrum(parameters, images);
  const progress = progressOf(plan.imagesTotal + images.imageCount);
  try {
    const { accuracy } = await evaluateAll(inputs, options, signal, progress);
    const started = performance.now();
    const context = {
      ...{ classifier, images, feed, signal },
      onProgress: (done: number): void => progress.at(images.imageCount + done),
      ...(options.batch !== undefined && { batchSize: options.batch }),
    };
    for await (const records of measurePathSpectrum(parameters, context, { roundsHeld: heldRounds(plan, groups) }))
      for (const path of records) {
        const fractions = summary.add(path);
        if (parameters.precision !== undefined) published.add(path);
        if (options.json !== undefined) paths.get(groupKey(path))?.push(pathRow(path, fractions, parameters));
      }
    const seconds = (performance.now() - started) / 1000;
    const rows = [...paths.values()].flat();
    return { parameters, cutoff, groups, summary, published, paths: rows, accuracy: accuracy?.value ?? null, seconds };
  } finally {
    progress.stop();
  }
}
