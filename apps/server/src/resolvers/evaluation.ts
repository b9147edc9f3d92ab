import { addEvaluations, summariseEvaluation } from '@passband/engine';
import { BoundedValue, ClassAccuracy, EvaluationMeasurement } from '@passband/schema';
import { Ctx, FieldResolver, Float, Resolver, Root } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { classOf, type EvaluationSource } from '../graphql/sources.ts';

@Resolver(() => EvaluationMeasurement)
export class EvaluationResolver {
  @FieldResolver(() => BoundedValue, {
    nullable: true,
    description:
      'Share of images whose most likely class is their own, 0 to 1; bounds by Wilson. Null without results.',
  })
  async accuracy(@Root() { row }: EvaluationSource, @Ctx() context: Context): Promise<BoundedValue | null> {
    return (await summary(context, row.id)).accuracy;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Mean cross-entropy over images, nats. Null without results.',
  })
  async loss(@Root() { row }: EvaluationSource, @Ctx() context: Context): Promise<number | null> {
    return (await summary(context, row.id)).loss;
  }

  @FieldResolver(() => [ClassAccuracy], { description: 'One row a class.' })
  async byClass(@Root() { row }: EvaluationSource, @Ctx() context: Context): Promise<ClassAccuracy[]> {
    const dataset = await context.loaders.datasets.load(row.datasetId);
    const byClass = (await summary(context, row.id)).byClass;
    return dataset ? byClass.map((one, index) => ({ ...one, class: classOf(dataset, index) })) : [];
  }
}

async function summary({ loaders }: Context, id: string) {
  return summariseEvaluation(addEvaluations((await loaders.evaluations.load(id)).map(({ record }) => record)));
}
