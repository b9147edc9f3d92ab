import { validationCount } from '@passband/engine';
import {
  Class,
  Dataset,
  Direction,
  MeasureNoiseFittingInput,
  MeasureNoiseFittingSweepInput,
  Model,
  NoiseFittingEpoch,
  NoiseFittingMeasurement,
  RecordNoiseFittingInput,
  RecordNoiseFittingPayload,
  StartMeasurementPayload,
  StartMeasurementsPayload,
} from '@passband/schema';
import { Arg, Ctx, FieldResolver, Float, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { namedDataset } from '../graphql/loaders.ts';
import {
  type ClassSource,
  classOf,
  type DatasetSource,
  datasetSource,
  type ModelSource,
  measurementSource,
  modelSource,
  type NoiseFittingSource,
} from '../graphql/sources.ts';
import { payloadOf } from '../graphql/user-errors.ts';
import { noiseFittingParameters } from '../measurements/parameters.ts';
import { recordNoiseFitting } from '../measurements/record-noise-fitting.ts';
import { startTraining, startTrainingSweep } from '../measurements/start-training.ts';
import { noiseFittingOf } from '../results/noise-fitting.ts';
import { directionOf } from './directions.ts';

@Resolver(() => NoiseFittingMeasurement)
export class NoiseFittingResolver {
  @FieldResolver(() => Direction, { nullable: true, description: 'Of a wave along a direction.' })
  async direction(@Root() { row }: NoiseFittingSource, @Ctx() context: Context): Promise<Direction | null> {
    const { direction } = noiseFittingParameters(row);
    return direction && directionOf(direction, await namedDataset(context.loaders, row.datasetId));
  }

  @FieldResolver(() => Class, { nullable: true, description: 'The only class whose labels are smoothed; null: all.' })
  async onlyClass(@Root() { row }: NoiseFittingSource, @Ctx() context: Context): Promise<ClassSource | null> {
    const { onlyClass } = noiseFittingParameters(row);
    return onlyClass === null ? null : classOf(await namedDataset(context.loaders, row.datasetId), onlyClass);
  }

  @FieldResolver(() => Dataset, {
    nullable: true,
    description: 'Where losses are taken; null for images of the dataset that are kept from training.',
  })
  async validationDataset(@Root() { row }: NoiseFittingSource, @Ctx() context: Context): Promise<DatasetSource | null> {
    return row.validationDatasetId === null
      ? null
      : datasetSource(await namedDataset(context.loaders, row.validationDatasetId));
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Images that losses are taken on. Null where it was not recorded.',
  })
  async validationSize(@Root() { row }: NoiseFittingSource, @Ctx() context: Context): Promise<number | null> {
    const { validationShare, validationDataset } = noiseFittingParameters(row);
    if (row.validationDatasetId !== null)
      return (await namedDataset(context.loaders, row.validationDatasetId)).imageCount;
    // Another dataset that was deleted since.
    if (validationShare === undefined || validationDataset != null) return null;
    const { imageCount } = await namedDataset(context.loaders, row.datasetId);
    return validationCount({ validationDataset: null, validationShare }, imageCount);
  }

  @FieldResolver(() => [NoiseFittingEpoch], { description: 'In order; those that are done.' })
  async epochs(@Root() source: NoiseFittingSource, @Ctx() context: Context): Promise<NoiseFittingEpoch[]> {
    return (await results(source, context)).epochs;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: "Of noiseFitting over epochs: the paper's summary. Null without results.",
  })
  async minimum(@Root() source: NoiseFittingSource, @Ctx() context: Context): Promise<number | null> {
    return (await results(source, context)).minimum;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Of waveFitting over epochs: 0 = the wave is never followed. Null without results.',
  })
  async maximumWaveFitting(@Root() source: NoiseFittingSource, @Ctx() context: Context): Promise<number | null> {
    return (await results(source, context)).maximumWaveFitting;
  }

  @FieldResolver(() => Model, {
    nullable: true,
    description: 'The network that is trained, as a model; null where the result hangs on a model that was there.',
  })
  async trainedModel(@Root() { row }: NoiseFittingSource, @Ctx() { loaders }: Context): Promise<ModelSource | null> {
    const model = row.trainedModelId === null ? null : await loaders.models.load(row.trainedModelId);
    return model && modelSource(model);
  }

  @Mutation(() => StartMeasurementPayload, { description: 'Trains a network on labels smoothed by a wave.' })
  measureNoiseFitting(
    @Arg('input', () => MeasureNoiseFittingInput, { description: 'What to train.' }) input: MeasureNoiseFittingInput,
    @Ctx() context: Context,
  ): Promise<StartMeasurementPayload> {
    return payloadOf<StartMeasurementPayload>({ measurement: null, warnings: [] }, async () => {
      const { measurement, warnings } = await startTraining(context, { ...input });
      return { measurement: measurementSource(measurement), warnings };
    });
  }

  @Mutation(() => StartMeasurementsPayload, { description: 'Noise fitting at several frequencies, as one action.' })
  measureNoiseFittingSweep(
    @Arg('input', () => MeasureNoiseFittingSweepInput, { description: 'What to train.' })
    input: MeasureNoiseFittingSweepInput,
    @Ctx() context: Context,
  ): Promise<StartMeasurementsPayload> {
    return payloadOf<StartMeasurementsPayload>({ measurements: [], warnings: [] }, async () => {
      const { measurements, warnings } = await startTrainingSweep(context, { ...input, base: { ...input.base } });
      return { measurements: measurements.map(measurementSource), warnings };
    });
  }

  @Mutation(() => RecordNoiseFittingPayload, { description: 'Keeps noise fitting that was measured elsewhere.' })
  recordNoiseFitting(
    @Arg('input', () => RecordNoiseFittingInput, { description: 'What was measured.' }) input: RecordNoiseFittingInput,
    @Ctx() context: Context,
  ): Promise<RecordNoiseFittingPayload> {
    return payloadOf<RecordNoiseFittingPayload>({ measurement: null }, async () => {
      const measurement = measurementSource(await recordNoiseFitting(context, input));
      return { measurement: measurement.__typename === 'NoiseFittingMeasurement' ? measurement : null };
    });
  }
}

async function results({ row }: NoiseFittingSource, { loaders }: Context) {
  return noiseFittingOf(await loaders.noiseFittings.load(row.id));
}
