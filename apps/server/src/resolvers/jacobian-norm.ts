import { summariseJacobianNorm } from '@passband/engine';
import { Estimate, JacobianNormMeasurement } from '@passband/schema';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import type { JacobianNormSource } from '../graphql/sources.ts';

@Resolver(() => JacobianNormMeasurement)
export class JacobianNormResolver {
  @FieldResolver(() => Estimate, {
    nullable: true,
    description: 'Over images, bounds by the delta method; in units of score per distance. Null without results.',
  })
  async jacobianNorm(@Root() { row }: JacobianNormSource, @Ctx() { loaders }: Context): Promise<Estimate | null> {
    return summariseJacobianNorm((await loaders.jacobianNorms.load(row.id)).map(({ record }) => record));
  }
}
