import { Node } from '@passband/schema';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { kindOf, storeId } from '../graphql/global-id.ts';
import {
  type DatasetSource,
  datasetSource,
  type MeasurementSource,
  type ModelSource,
  measurementSource,
  modelSource,
} from '../graphql/sources.ts';

@Resolver(() => Node)
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'A model, dataset or measurement by its id. Null where there is none.',
  })
  async node(
    @Arg('id', () => ID, { description: 'An id.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<ModelSource | DatasetSource | MeasurementSource | null> {
    switch (kindOf(id)) {
      case 'model': {
        const row = await loaders.models.load(storeId('model', id)!);
        return row && modelSource(row);
      }
      case 'dataset': {
        const row = await loaders.datasets.load(storeId('dataset', id)!);
        return row && datasetSource(row);
      }
      case 'measurement': {
        const row = await loaders.measurements.load(storeId('measurement', id)!);
        return row && measurementSource(row);
      }
      default:
        return null;
    }
  }
}
