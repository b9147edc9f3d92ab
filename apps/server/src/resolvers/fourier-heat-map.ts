import { type FourierHeatMapSummary, summariseFourierHeatMap } from '@passband/engine';
import { BoundedValue, Float32Base64, FourierHeatMapMeasurement } from '@passband/schema';
import type { DatasetRow } from '@passband/store';
import { Ctx, FieldResolver, Float, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import type { FourierHeatMapSource } from '../graphql/sources.ts';
import { fourierHeatMapParameters } from '../measurements/parameters.ts';
import { packed } from '../results/packed.ts';

@Resolver(() => FourierHeatMapMeasurement)
export class FourierHeatMapResolver {
  @FieldResolver(() => Int, { description: 'Rows of cells: the height of the images.' })
  async height(@Root() source: FourierHeatMapSource, @Ctx() context: Context): Promise<number> {
    return (await shapeOf(source, context))[0];
  }

  @FieldResolver(() => Int, { description: 'Cells of a row: the width of the images.' })
  async width(@Root() source: FourierHeatMapSource, @Ctx() context: Context): Promise<number> {
    return (await shapeOf(source, context))[1];
  }

  @FieldResolver(() => BoundedValue, {
    nullable: true,
    description: 'Error rate on the images as they are, 0 to 1; bounds by Wilson. Null without results.',
  })
  async errorRateUnshifted(@Root() source: FourierHeatMapSource, @Ctx() context: Context) {
    return (await summaryOf(source, context)).errorRateUnshifted;
  }

  @FieldResolver(() => [Float], {
    nullable: 'items',
    description: 'Error rate of each cell, row by row, height * width values; null where a cell is not measured.',
  })
  async errorRate(@Root() source: FourierHeatMapSource, @Ctx() context: Context) {
    return (await summaryOf(source, context)).errorRate;
  }

  @FieldResolver(() => Float32Base64, {
    nullable: true,
    description: 'errorRate packed; NaN where a cell is not measured. Null without results.',
  })
  async packed(@Root() source: FourierHeatMapSource, @Ctx() context: Context): Promise<string | null> {
    const parts = await context.loaders.fourierHeatMaps.load(source.row.id);
    return parts.length === 0 ? null : packed((await summaryOf(source, context)).errorRate);
  }
}

async function shapeOf(
  { row }: FourierHeatMapSource,
  { loaders }: Context,
): Promise<readonly [number, number, number]> {
  const dataset: DatasetRow | null = await loaders.datasets.load(row.datasetId);
  if (!dataset?.imageShape) throw new Error(`dataset ${row.datasetId} of measurement ${row.id} has no images`);
  return dataset.imageShape;
}

async function summaryOf(source: FourierHeatMapSource, context: Context): Promise<FourierHeatMapSummary> {
  const parts = await context.loaders.fourierHeatMaps.load(source.row.id);
  return summariseFourierHeatMap(fourierHeatMapParameters(source.row), await shapeOf(source, context), parts);
}
