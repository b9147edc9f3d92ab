import { performance } from 'node:perf_hooks';
import {
  addEvaluations,
  datasetFacts,
  exclusionWarning,
  type Group,
  groupKey,
  groupsOf,
  halfWidthOf,
  measurePathSpectrum,
  type PathSpectrumParameters,
  type PathSpectrumPlan,
  PathSummary,
  PUBLISHED_CUTOFF,
  planMeasurement,
  planPathSpectrum,
  precisionWarning,
  summariseEvaluation,
} from '@passband/engine';
import { UsageError } from './errors.ts';
import { chanceWarning } from './evaluate.ts';
import type { InputOptions, Inputs } from './inputs.ts';
import { measurementTable } from './measurement-table.ts';
import { checkedParameters, runMethod } from './method.ts';
import { CUTOFF_UNITS, type CutoffUnitOption } from './options.ts';
import { checkPathOptions, isFourier, type PathOptions, pathInput } from './path-options.ts';
import { progressOf } from './progress.ts';
import { type MeasuredSpectra, type PathRow, pathRow, report } from './report.ts';
import { recordsOf } from './rounds.ts';

/** Options of `passband measure`. */
export interface MeasureOptions extends InputOptions, PathOptions {
  cutoff: number;
  cutoffUnit: CutoffUnitOption;
}

/** `passband measure`: spectra along paths, and the accuracy. */
export async function measure(file: string, options: MeasureOptions, signal: AbortSignal): Promise<void> {
  checkOptions(options);
  await runMethod(file, options, signal, {
    method: 'path-spectrum',
    parametersOf(images) {
      const parameters = checkedParameters('PATH_SPECTRUM', { ...pathInput(options), curvesPerGroup: 0 }, images);
      checkCutoff(options, parameters);
      return parameters;
    },
    async measure(inputs, parameters) {
      const measured = await run(inputs, parameters, options, signal);
      return {
        result: report(inputs, measured),
        table: measurementTable(inputs, measured),
        warnings: [
          chanceWarning(inputs, measured.accuracy),
          fewSamplesWarning(measured.summary),
          imprecisionWarning(measured),
        ],
      };
    },
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

/** Says how many paths are in no mean: with all of them, every number is missing. */
function fewSamplesWarning({ excludedPaths, pathCount }: PathSummary): string | null {
  const warning = exclusionWarning(excludedPaths, pathCount);
  return warning && `${warning}: a smaller --step, or more --samples, gives more`;
}

/** Says which scopes the cap stopped before they were as precise as was asked for. */
function imprecisionWarning({ parameters, published }: MeasuredSpectra): string | null {
  const { precision, pairsPerGroup, scopes } = parameters;
  if (precision === undefined) return null;
  const halfWidths = scopes.map((scope) => [scope, halfWidthOf(published.scopeEstimates(scope)?.PERIODOGRAM)] as const);
  return precisionWarning({ precision, pairsPerGroup }, halfWidths);
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
): Promise<MeasuredSpectra> {
  const { images, classifier, feed } = inputs;
  const groups = groupsOf(parameters, datasetFacts(images));
  const cutoffUnit = CUTOFF_UNITS[options.cutoffUnit];
  const cutoff = { cutoff: options.cutoff, cutoffUnit, step: parameters.step };
  const summary = new PathSummary(groups, cutoff);
  const published = new PathSummary(groups, { ...PUBLISHED_CUTOFF, step: parameters.step });
  const paths = new Map<string, PathRow[]>(groups.map((group) => [groupKey(group), []]));
  const evaluation = { method: 'EVALUATION', parameters: { seed: 0 } } as const;
  const before = await planMeasurement(evaluation.method, evaluation.parameters, images);
  const plan = await planPathSpectrum(parameters, images);
  const progress = progressOf(before.imagesTotal + plan.imagesTotal);
  try {
    const evaluations = await recordsOf({ ...evaluation, rounds: before.rounds }, inputs, options, signal, progress);
    const { accuracy } = summariseEvaluation(addEvaluations(evaluations));
    const started = performance.now();
    const context = {
      ...{ classifier, images, feed, signal },
      onProgress: (done: number): void => progress.at(before.imagesTotal + done),
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
