import {
  Dataset,
  Facets,
  Measurement,
  MeasurementConnection,
  MeasurementMethod,
  MeasurementStatus,
  Metric,
  Model,
  ModelConnection,
  ModelFilter,
  ModelOrder,
} from '@passband/schema';
import type { MetricRow } from '@passband/store';
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, pageRequest } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { datasetFilter, modelFilter, modelOrder } from '../graphql/filters.ts';
import { storeId } from '../graphql/global-id.ts';
import { datasetSource, type ModelSource, measurementSource, modelSource } from '../graphql/sources.ts';
import { AfterArg, FirstArg } from './page-arguments.ts';

type MetricSource = Metric & { row: MetricRow };

@Resolver(() => Model)
export class ModelResolver {
  @Query(() => ModelConnection, { description: 'The models, by name unless ordered otherwise.' })
  async models(
    @Ctx() { store }: Context,
    @FirstArg() first: number,
    @AfterArg() after?: string | null,
    @Arg('filter', () => ModelFilter, { nullable: true, description: 'Which; all when left out.' })
    filter?: ModelFilter | null,
    @Arg('orderBy', () => ModelOrder, { nullable: true, description: 'In which order; by name when left out.' })
    orderBy?: ModelOrder | null,
  ) {
    const page = await store.models.page({
      ...pageRequest(first, after),
      filter: modelFilter(filter),
      orderBy: modelOrder(orderBy),
    });
    return connectionOf(page, modelSource);
  }

  @Query(() => Model, { nullable: true, description: 'A model by its id or name. Null where there is none.' })
  async model(
    @Ctx() { loaders, store }: Context,
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id?: string | null,
    @Arg('name', () => String, { nullable: true, description: 'Its name.' }) name?: string | null,
  ): Promise<ModelSource | null> {
    const known = id == null ? null : storeId('model', id);
    const row =
      id == null
        ? name != null && (await store.models.byName(name))
        : known !== null && (await loaders.models.load(known));
    return row && (name == null || row.name === name) ? modelSource(row) : null;
  }

  @Query(() => Facets, { description: 'What there is to choose from: tag keys with their values, metric names.' })
  facets(
    @Ctx() { store }: Context,
    @Arg('filter', () => ModelFilter, { nullable: true, description: 'Of which models; of all when left out.' })
    filter?: ModelFilter | null,
    @Arg('dataset', () => ID, { nullable: true, description: 'Metrics on this dataset; on any when left out.' })
    dataset?: string | null,
  ): Promise<Facets> {
    return store.models.facets(modelFilter(filter), datasetFilter(dataset));
  }

  @FieldResolver(() => [Metric], { description: 'What is known about it, newest first.' })
  async metrics(
    @Root() { row }: ModelSource,
    @Ctx() { loaders }: Context,
    @Arg('names', () => [String], { nullable: true, description: 'Of these names; all when left out.' }) names?:
      | string[]
      | null,
    @Arg('dataset', () => ID, { nullable: true, description: 'On this dataset; on any when left out.' }) dataset?:
      | string
      | null,
    @Arg('currentOnly', () => Boolean, {
      nullable: true,
      defaultValue: true,
      description: 'Only the latest of each name and dataset.',
    })
    currentOnly = true,
  ): Promise<MetricSource[]> {
    const choice = { names: names ?? undefined, datasetId: datasetFilter(dataset), currentOnly };
    const rows = await loaders.metrics(choice).load(row.id);
    return rows.map((metric) => ({ ...metric, row: metric }));
  }

  @FieldResolver(() => MeasurementConnection, { description: 'Its measurements, newest first.' })
  async measurements(
    @Root() { row }: ModelSource,
    @Ctx() { loaders }: Context,
    @FirstArg() first: number,
    @AfterArg() after?: string | null,
    @Arg('method', () => MeasurementMethod, { nullable: true, description: 'Of this method.' })
    method?: MeasurementMethod | null,
    @Arg('status', () => MeasurementStatus, { nullable: true, description: 'In this status.' })
    status?: MeasurementStatus | null,
  ) {
    const filter = { method: method ?? undefined, statuses: status ? [status] : undefined };
    const page = await loaders.measurementsOfModels({ ...pageRequest(first, after), filter }).load(row.id);
    return connectionOf(page, measurementSource);
  }
}

@Resolver(() => Metric)
export class MetricResolver {
  @FieldResolver(() => Dataset, { nullable: true, description: 'On which dataset. Null where it is about none.' })
  async dataset(@Root() { row }: MetricSource, @Ctx() { loaders }: Context) {
    const dataset = row.datasetId === null ? null : await loaders.datasets.load(row.datasetId);
    return dataset && datasetSource(dataset);
  }

  @FieldResolver(() => Measurement, {
    nullable: true,
    description: 'What measured it. Null where it was recorded or imported.',
  })
  async measurement(@Root() { row }: MetricSource, @Ctx() { loaders }: Context) {
    const measurement = row.measurementId === null ? null : await loaders.measurements.load(row.measurementId);
    return measurement && measurementSource(measurement);
  }
}
