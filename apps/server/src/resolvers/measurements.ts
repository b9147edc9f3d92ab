import type { Method } from '@passband/engine';
import {
  CancelMeasurementInput,
  CancelMeasurementPayload,
  Dataset,
  EvaluateModelInput,
  MeasureFourierHeatMapInput,
  MeasureJacobianNormInput,
  Measurement,
  MeasurementConnection,
  MeasurementFilter,
  MeasurePathSpectrumInput,
  Model,
  RetryMeasurementInput,
  StartMeasurementPayload,
} from '@passband/schema';
import type { MeasurementRow } from '@passband/store';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { connectionOf, pageRequest } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { datasetFilter } from '../graphql/filters.ts';
import { storeId } from '../graphql/global-id.ts';
import { makeLoaders, namedDataset } from '../graphql/loaders.ts';
import { refused } from '../graphql/refusal.ts';
import { datasetSource, type MeasurementSource, measurementSource, modelSource } from '../graphql/sources.ts';
import { payloadOf, reject } from '../graphql/user-errors.ts';
import { startMeasurement } from '../measurements/start.ts';
import { waitingWarning } from '../measurements/waiting.ts';
import { AfterArg, FirstArg } from './page-arguments.ts';

@Resolver(() => Measurement)
export class MeasurementResolver {
  @Query(() => MeasurementConnection, { description: 'Measurements, newest first.' })
  async measurements(
    @Ctx() { store }: Context,
    @FirstArg() first: number,
    @AfterArg() after?: string | null,
    @Arg('filter', () => MeasurementFilter, { nullable: true, description: 'Which; all when left out.' })
    filter?: MeasurementFilter | null,
  ) {
    const page = await store.measurements.page({ ...pageRequest(first, after), filter: measurementFilter(filter) });
    return connectionOf(page, measurementSource);
  }

  @Query(() => Measurement, { nullable: true, description: 'A measurement by its id. Null where there is none.' })
  async measurement(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<MeasurementSource | null> {
    const known = storeId('measurement', id);
    const row = known === null ? null : await loaders.measurements.load(known);
    return row && measurementSource(row);
  }

  @FieldResolver(() => Model, { description: 'What was measured.' })
  async model(@Root() { row }: MeasurementSource, @Ctx() { loaders }: Context) {
    const model = await loaders.models.load(row.modelId);
    if (!model) throw new Error(`measurement ${row.id} is of model ${row.modelId}, which is not there`);
    return modelSource(model);
  }

  @FieldResolver(() => Dataset, { description: 'On what.' })
  async dataset(@Root() { row }: MeasurementSource, @Ctx() { loaders }: Context) {
    return datasetSource(await namedDataset(loaders, row.datasetId));
  }

  @FieldResolver(() => [String], { description: 'For people: what to look at before these numbers are believed.' })
  async warnings(@Root() { row }: MeasurementSource, @Ctx() { loaders }: Context): Promise<string[]> {
    if (row.status !== 'QUEUED' && row.status !== 'RUNNING') return row.warnings;
    const [model, teacher, workers] = await Promise.all([
      loaders.models.load(row.modelId),
      row.teacherModelId === null ? null : loaders.models.load(row.teacherModelId),
      loaders.workers(),
    ]);
    const waiting = model && waitingWarning(row, model, teacher, workers);
    return waiting ? [...row.warnings, waiting] : row.warnings;
  }

  @Mutation(() => StartMeasurementPayload, { description: 'Starts an evaluation: accuracy and loss on all images.' })
  evaluateModel(
    @Arg('input', () => EvaluateModelInput, { description: 'What to evaluate.' }) input: EvaluateModelInput,
    @Ctx() context: Context,
  ): Promise<StartMeasurementPayload> {
    return start(context, 'EVALUATION', { ...input });
  }

  @Mutation(() => StartMeasurementPayload, { description: 'Starts a path spectrum.' })
  measurePathSpectrum(
    @Arg('input', () => MeasurePathSpectrumInput, { description: 'What to measure.' }) input: MeasurePathSpectrumInput,
    @Ctx() context: Context,
  ): Promise<StartMeasurementPayload> {
    return start(context, 'PATH_SPECTRUM', { ...input });
  }

  @Mutation(() => StartMeasurementPayload, { description: 'Starts a Jacobian norm.' })
  measureJacobianNorm(
    @Arg('input', () => MeasureJacobianNormInput, { description: 'What to measure.' }) input: MeasureJacobianNormInput,
    @Ctx() context: Context,
  ): Promise<StartMeasurementPayload> {
    return start(context, 'JACOBIAN_NORM', { ...input });
  }

  @Mutation(() => StartMeasurementPayload, { description: 'Starts a Fourier heat map.' })
  measureFourierHeatMap(
    @Arg('input', () => MeasureFourierHeatMapInput, { description: 'What to measure.' })
    input: MeasureFourierHeatMapInput,
    @Ctx() context: Context,
  ): Promise<StartMeasurementPayload> {
    return start(context, 'FOURIER_HEAT_MAP', { ...input });
  }

  @Mutation(() => CancelMeasurementPayload, { description: 'Stops a measurement; its finished rounds stay.' })
  cancelMeasurement(
    @Arg('input', () => CancelMeasurementInput, { description: 'Which.' }) { id }: CancelMeasurementInput,
    @Ctx() { store }: Context,
  ): Promise<CancelMeasurementPayload> {
    return payloadOf<CancelMeasurementPayload>({ measurement: null }, async () => {
      const row = await found(id, (known) => store.measurements.cancel(known));
      if (row.status !== 'CANCELLED')
        throw reject(
          'id',
          `only a queued or running measurement can be cancelled; this one is ${row.status}`,
          'CONFLICT',
        );
      return { measurement: measurementSource(row) };
    });
  }

  @Mutation(() => StartMeasurementPayload, {
    description: 'Goes on with a FAILED or CANCELLED measurement, with the rounds that are missing.',
  })
  retryMeasurement(
    @Arg('input', () => RetryMeasurementInput, { description: 'Which.' }) { id }: RetryMeasurementInput,
    @Ctx() { store }: Context,
  ): Promise<StartMeasurementPayload> {
    return payloadOf<StartMeasurementPayload>({ measurement: null, warnings: [] }, async () => {
      const row = await found(id, (known) => store.measurements.retry(known));
      if (row.status === 'SUCCEEDED')
        throw reject('id', 'only a failed or cancelled measurement can be retried; this one is SUCCEEDED', 'CONFLICT');
      return { measurement: measurementSource(row), warnings: [] };
    });
  }

  @Subscription(() => Measurement, {
    description: 'A snapshot at once (without id: of those queued or running), then changes of status and progress.',
    subscribe: ({ args, context }: { args: { id?: string | null }; context: Context }) =>
      follow(context, args.id ?? null),
  })
  measurementChanged(
    @Root() row: MeasurementRow,
    @Ctx() context: Context,
    @Arg('id', () => ID, { nullable: true, description: 'Only this one.' }) _id?: string | null,
  ): MeasurementSource {
    // A stream's context lives as long as the stream: what was read for one change is old at the next.
    context.loaders = makeLoaders(context.store);
    return measurementSource(row);
  }
}

function start<M extends Method>(
  context: Context,
  method: M,
  input: Parameters<typeof startMeasurement>[2],
): Promise<StartMeasurementPayload> {
  return payloadOf<StartMeasurementPayload>({ measurement: null, warnings: [] }, async () => {
    const { measurement, warnings } = await startMeasurement(context, method, input);
    return { measurement: measurementSource(measurement), warnings };
  });
}

async function found(id: string, act: (known: string) => Promise<MeasurementRow | null>): Promise<MeasurementRow> {
  const known = storeId('measurement', id);
  const row = known === null ? null : await act(known);
  if (!row) throw reject('id', `id must be the id of a measurement; got ${JSON.stringify(id)}`, 'NOT_FOUND');
  return row;
}

async function follow({ watch, store, over }: Context, id: string | null): Promise<AsyncIterable<MeasurementRow>> {
  if (id === null) return watch.follow(null, over);
  const known = storeId('measurement', id);
  const [row] = known === null ? [] : await store.measurements.byIds([known]);
  if (!row) throw refused(`id must be the id of a measurement; got ${JSON.stringify(id)}`, 'NOT_FOUND');
  return watch.follow(row.id, over);
}

function measurementFilter(filter: MeasurementFilter | null | undefined) {
  if (!filter) return undefined;
  const { model, dataset, method, status, statuses } = filter;
  const modelId = model == null ? undefined : storeId('model', model);
  if (modelId === null) throw refused(`model must be the id of a model; got ${JSON.stringify(model)}`, 'NOT_FOUND');
  const both = status ? (statuses ? statuses.filter((one) => one === status) : [status]) : (statuses ?? undefined);
  return { model: modelId, dataset: datasetFilter(dataset), method: method ?? undefined, statuses: both };
}
