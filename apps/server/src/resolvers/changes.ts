import { robustnetsFile } from '@passband/demo';
import {
  DeleteDatasetInput,
  DeleteDatasetPayload,
  DeleteMeasurementInput,
  DeleteMeasurementPayload,
  DeleteModelInput,
  DeleteModelPayload,
  ImportResultsInput,
  ImportResultsPayload,
  RecordMetricsInput,
  RecordMetricsPayload,
  UpdateModelInput,
  UpdateModelPayload,
} from '@passband/schema';
import { NameTaken } from '@passband/store';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { storeId } from '../graphql/global-id.ts';
import { modelSource } from '../graphql/sources.ts';
import { payloadOf, reject } from '../graphql/user-errors.ts';
import { datasetOf, modelOf } from '../measurements/plan.ts';
import { importRobustnets } from '../registry/import-robustnets.ts';
import { recordedMetrics } from '../registry/record-metrics.ts';
import { checkTags, nameOf, taken } from '../registry/register-model.ts';
import { uploadedBlob } from './registration.ts';

@Resolver()
export class ChangesResolver {
  @Mutation(() => UpdateModelPayload, { description: 'Changes the name or the tags of a model.' })
  updateModel(
    @Arg('input', () => UpdateModelInput, { description: 'What to change.' }) input: UpdateModelInput,
    @Ctx() { store }: Context,
  ): Promise<UpdateModelPayload> {
    return payloadOf<UpdateModelPayload>({ model: null }, async () => {
      const name = input.name == null ? undefined : nameOf(input.name, 'model');
      const tags = input.tags?.map(({ key, value }) => ({ key, value }));
      if (tags) checkTags(tags);
      try {
        const row = await store.models.update(storeId('model', input.id) ?? '', { name, tags });
        if (!row) throw missing('model', input.id);
        return { model: modelSource(row) };
      } catch (error) {
        if (error instanceof NameTaken) throw taken('model', name ?? '');
        throw error;
      }
    });
  }

  @Mutation(() => DeleteModelPayload, { description: 'Deletes a model with its measurements and metrics.' })
  deleteModel(
    @Arg('input', () => DeleteModelInput, { description: 'Which.' }) { id }: DeleteModelInput,
    @Ctx() { store }: Context,
  ): Promise<DeleteModelPayload> {
    return payloadOf<DeleteModelPayload>({ deletedModelId: null }, async () => {
      if (!(await store.models.remove(storeId('model', id) ?? ''))) throw missing('model', id);
      return { deletedModelId: id };
    });
  }

  @Mutation(() => DeleteDatasetPayload, { description: 'Deletes a dataset with the measurements and metrics on it.' })
  deleteDataset(
    @Arg('input', () => DeleteDatasetInput, { description: 'Which.' }) { id }: DeleteDatasetInput,
    @Ctx() { store }: Context,
  ): Promise<DeleteDatasetPayload> {
    return payloadOf<DeleteDatasetPayload>({ deletedDatasetId: null }, async () => {
      if (!(await store.datasets.remove(storeId('dataset', id) ?? ''))) throw missing('dataset', id);
      return { deletedDatasetId: id };
    });
  }

  @Mutation(() => DeleteMeasurementPayload, {
    description: 'Deletes a measurement with its results and metrics; one that runs is stopped.',
  })
  deleteMeasurement(
    @Arg('input', () => DeleteMeasurementInput, { description: 'Which.' }) { id }: DeleteMeasurementInput,
    @Ctx() { store }: Context,
  ): Promise<DeleteMeasurementPayload> {
    return payloadOf<DeleteMeasurementPayload>({ deletedMeasurementId: null }, async () => {
      if (!(await store.measurements.remove(storeId('measurement', id) ?? ''))) throw missing('measurement', id);
      return { deletedMeasurementId: id };
    });
  }

  @Mutation(() => RecordMetricsPayload, { description: 'Keeps numbers about a model that were measured elsewhere.' })
  recordMetrics(
    @Arg('input', () => RecordMetricsInput, { description: 'What was measured.' }) input: RecordMetricsInput,
    @Ctx() context: Context,
  ): Promise<RecordMetricsPayload> {
    return payloadOf<RecordMetricsPayload>({ model: null }, async () => {
      const model = await modelOf(context, input.model);
      const dataset = input.dataset == null ? null : await datasetOf(context, input.dataset);
      await context.store.metrics.record(model.id, dataset?.id ?? null, recordedMetrics(input.metrics));
      return { model: modelSource(model) };
    });
  }

  @Mutation(() => ImportResultsPayload, {
    description: 'Imports published results. What is there already is skipped: done twice it changes nothing.',
  })
  importResults(
    @Arg('input', () => ImportResultsInput, { description: 'What to import.' }) { upload }: ImportResultsInput,
    @Ctx() { store }: Context,
  ): Promise<ImportResultsPayload> {
    return payloadOf<ImportResultsPayload>({ imported: 0, skipped: 0 }, async () => {
      const file = upload == null ? robustnetsFile() : (await uploadedBlob(store, upload)).path;
      return importRobustnets(store, file);
    });
  }
}

function missing(kind: 'model' | 'dataset' | 'measurement', id: string): Error {
  return reject('id', `id must be the id of a ${kind}; got ${JSON.stringify(id)}`, 'NOT_FOUND');
}
