import { EngineError } from '../errors.ts';
import type { Shard } from '../shard.ts';
import type { NetworkInTraining } from '../trainer.ts';
import type { TrainingContext } from '../training-context.ts';
import { describeWave, waveProblem } from './describe-wave.ts';
import { learningRateAt } from './learning-rate.ts';
import { normalisedReader } from './normalised-reader.ts';
import { splitImages } from './split.ts';
import { isOver, meetsStop } from './stop.ts';
import { type Course, finiteLoss, trainEpoch } from './train-epoch.ts';
import { type PrepareBatch, prepareBatchOf } from './training-batch.ts';
import type { NoiseFittingEpochRecord, NoiseFittingParameters, NoiseFittingRecord } from './types.ts';
import { type Validation, validate } from './validate.ts';
import { validationDatasetProblem } from './validation-dataset.ts';
import { labelWave } from './wave.ts';

const VALIDATION_BATCH = 64;

/**
 * Trains the epochs of a shard from what the shard before it kept, and validates after each. At the end it keeps the trained
 * network where the training is over, by its number of epochs or a stop rule, else what the next epoch goes on from.
 */
export async function runNoiseFitting(
  { parameters, firstRound, roundCount }: Shard<'NOISE_FITTING'>,
  context: TrainingContext,
): Promise<NoiseFittingRecord> {
  const training = await trainingOf(parameters, context);
  const network = await openedNetwork(parameters, firstRound, context);
  try {
    const epochs: NoiseFittingEpochRecord[] = [];
    for (let epoch = firstRound; epoch < firstRound + roundCount; epoch++) {
      const record = await epochOf(network, parameters, epoch, training);
      epochs.push(record);
      if (meetsStop(parameters, record)) break;
    }
    const over = isOver(parameters, firstRound, epochs);
    const kept = await context.keep(await (over ? network.model() : network.checkpoint()));
    return { epochs, checkpoint: over ? null : kept, network: over ? kept : null };
  } finally {
    await network.close();
  }
}

/** What every epoch of a shard is trained and validated with. */
interface Training {
  images: readonly number[];
  prepare: PrepareBatch;
  validation: Validation;
  course: Course;
}

async function trainingOf(parameters: NoiseFittingParameters, context: TrainingContext): Promise<Training> {
  const { images, validation: other } = context;
  checkDatasets(parameters, context);
  const scale = await describeWave(parameters, images, other, context.signal);
  const problem = waveProblem(parameters, scale);
  if (problem) throw new EngineError(problem.message);
  const split = splitImages(parameters, images);
  const source = other ?? images;
  let imagesDone = 0;
  return {
    images: split.training,
    prepare: prepareBatchOf(parameters, context, scale),
    validation: {
      source,
      indices: other ? [...other.labels.keys()] : split.validation,
      reader: normalisedReader(source, images),
      wave: labelWave(parameters, images.imageShape),
      scale,
      batchSize: context.batchSize ?? VALIDATION_BATCH,
    },
    course: {
      signal: context.signal,
      done(count) {
        imagesDone += count;
        context.onProgress?.(imagesDone);
      },
    },
  };
}

function checkDatasets(
  { validationDataset, teacher }: NoiseFittingParameters,
  context: Pick<TrainingContext, 'images' | 'validation' | 'teacher'>,
): void {
  const wanted = { 'the validation dataset': validationDataset, 'the teacher': teacher };
  const given = { 'the validation dataset': context.validation, 'the teacher': context.teacher };
  for (const what of ['the validation dataset', 'the teacher'] as const)
    if ((wanted[what] === null) !== (given[what] === null))
      throw new RangeError(`${what} must be there where the parameters name it; they name ${wanted[what] ?? 'none'}`);
  const problem = context.validation && validationDatasetProblem(context.images, context.validation);
  if (problem) throw new EngineError(problem);
}

/** The network as it is before the first epoch of a shard. */
async function openedNetwork(
  { architecture, weightDecay, seed }: NoiseFittingParameters,
  firstRound: number,
  { trainer, images, checkpoint }: TrainingContext,
): Promise<NetworkInTraining> {
  if ((firstRound === 0) !== (checkpoint === null))
    throw new RangeError(
      `epoch 0 starts without a checkpoint, every other from one; epoch ${firstRound} has ${checkpoint ? 'one' : 'none'}`,
    );
  const { imageShape, classes } = images;
  const network = await trainer.start({ architecture, imageShape, classCount: classes.length, seed, weightDecay });
  try {
    if (checkpoint) await network.restore(checkpoint);
    return network;
  } catch (error) {
    await network.close();
    throw error;
  }
}

async function epochOf(
  network: NetworkInTraining,
  parameters: NoiseFittingParameters,
  epoch: number,
  { images, prepare, validation, course }: Training,
): Promise<NoiseFittingEpochRecord> {
  const trainLoss = await trainEpoch(network, parameters, epoch, images, prepare, course);
  const losses = await validate(network, parameters, validation, course);
  finiteLoss(losses.cleanLoss + losses.noisyLoss + losses.uniformLoss, epoch, learningRateAt(parameters, epoch, 0));
  return { trainLoss, ...losses };
}
