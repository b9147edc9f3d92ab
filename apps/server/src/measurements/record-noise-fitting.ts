import { canonicalJson, type NoiseFittingRecord, type ParameterProblem, parseNoise } from '@passband/engine';
import type { NoiseFittingEpochInput, RecordNoiseFittingInput } from '@passband/schema';
import type { MeasurementRow } from '@passband/store';
import type { Context } from '../graphql/context.ts';
import { reject, rejectAll } from '../graphql/user-errors.ts';
import { noiseFittingMetrics, noiseFittingOf } from '../results/noise-fitting.ts';
import type { RecordedNoiseFitting } from './parameters.ts';
import { datasetOf, modelOf } from './plan.ts';

const MOST_EPOCHS = 10_000;

/** Keeps noise fitting that was measured elsewhere. Throws Rejected. */
export async function recordNoiseFitting(context: Context, input: RecordNoiseFittingInput): Promise<MeasurementRow> {
  const [model, dataset] = [await modelOf(context, input.model), await datasetOf(context, input.dataset)];
  if (dataset.imageShape === null || dataset.sha256 === null)
    throw reject('dataset', `a dataset must have images to be trained on; ${dataset.name} has none`);
  const problems: ParameterProblem[] = [];
  const { seed, architecture = null } = input;
  const parameters: RecordedNoiseFitting = { ...parseNoise(problems, { ...input }, dataset), seed, architecture };
  if (seed < 0) problems.push({ field: 'seed', message: `seed must be at least 0; got ${seed}`, code: 'INVALID' });
  if (problems.length > 0) throw rejectAll(problems);
  const records = recordsOf(input.epochs);
  return context.store.measurements.record(
    {
      method: 'NOISE_FITTING',
      modelId: model.id,
      datasetId: dataset.id,
      ...{ seed, parameters: canonicalJson(parameters), runtimeAsked: 'recorded', passbandVersion: context.version },
      ...{ priority: 0, idempotencyKey: null, createdBy: context.viewer.name, warnings: [] },
      ...{ roundsTotal: records.length, imagesTotal: 0, scopes: null, imagesExpected: null },
    },
    records,
    noiseFittingMetrics(noiseFittingOf(records)),
  );
}

/** Each epoch by itself, since some may have been left out. Throws Rejected. */
function recordsOf(epochs: readonly NoiseFittingEpochInput[]): { firstRound: number; record: NoiseFittingRecord }[] {
  if (epochs.length < 1 || epochs.length > MOST_EPOCHS)
    throw reject('epochs', `epochs must list 1 to 10,000 epochs; got ${epochs.length}`);
  const seen = new Set<number>();
  for (const epoch of epochs) {
    checkEpoch(epoch);
    if (seen.has(epoch.epoch)) throw reject('epochs', `epochs must differ; got ${epoch.epoch} twice`);
    seen.add(epoch.epoch);
  }
  const inOrder = [...epochs].sort((a, b) => a.epoch - b.epoch);
  return inOrder.map((epoch) => ({ firstRound: epoch.epoch - 1, record: recordOf(epoch) }));
}

function checkEpoch({ epoch, trainLoss, cleanLoss, noisyLoss, cleanAccuracy }: NoiseFittingEpochInput): void {
  if (epoch < 1) throw reject('epochs', `epochs are counted from 1; got ${epoch}`);
  for (const [name, loss] of Object.entries({ trainLoss, cleanLoss, noisyLoss }))
    if (loss != null && loss < 0) throw reject('epochs', `${name} must be at least 0; got ${loss} in epoch ${epoch}`);
  if (cleanAccuracy != null && !(cleanAccuracy >= 0 && cleanAccuracy <= 1))
    throw reject('epochs', `cleanAccuracy must be from 0 to 1; got ${cleanAccuracy} in epoch ${epoch}`);
}

function recordOf(epoch: NoiseFittingEpochInput): NoiseFittingRecord {
  const { trainLoss = null, cleanLoss, noisyLoss, waveFitting = null, cleanAccuracy = null } = epoch;
  const uniformLoss = waveFitting === null ? null : noisyLoss + waveFitting;
  return {
    epochs: [{ trainLoss, cleanLoss, noisyLoss, uniformLoss, cleanAccuracy }],
    checkpoint: null,
    network: null,
  };
}
