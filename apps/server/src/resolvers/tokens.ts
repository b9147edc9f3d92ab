import { CreateTokenInput, CreateTokenPayload, RevokeTokenInput, RevokeTokenPayload, Token } from '@passband/schema';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { globalId, storeId } from '../graphql/global-id.ts';
import { payloadOf, reject } from '../graphql/user-errors.ts';

@Resolver()
export class TokenResolver {
  @Query(() => [Token], { description: 'Tokens that were given out, oldest first. For admins.' })
  async tokens(@Ctx() { tokens }: Context): Promise<Token[]> {
    return (await tokens.all()).map((row) => ({ ...row, id: globalId('token', row.id) }));
  }

  @Mutation(() => CreateTokenPayload, { description: 'Gives out a token. For admins.' })
  createToken(
    @Arg('input', () => CreateTokenInput, { description: 'The token.' }) input: CreateTokenInput,
    @Ctx() { tokens }: Context,
  ): Promise<CreateTokenPayload> {
    return payloadOf<CreateTokenPayload>({ id: null, secret: null }, async () => {
      const [name, expiresAt] = [input.name.trim(), input.expiresAt ?? null];
      if (name.length < 1 || name.length > 100)
        throw reject('name', `a token's name must have 1 to 100 characters; got ${name.length}`);
      if (expiresAt !== null && expiresAt.getTime() <= Date.now())
        throw reject('expiresAt', `expiresAt must lie ahead; got ${expiresAt.toISOString()}`);
      const { row, secret } = await tokens.create({ name, role: input.role, expiresAt });
      return { id: globalId('token', row.id), secret };
    });
  }

  @Mutation(() => RevokeTokenPayload, { description: 'Takes a token back, at once. For admins.' })
  revokeToken(
    @Arg('input', () => RevokeTokenInput, { description: 'Which.' }) { id }: RevokeTokenInput,
    @Ctx() { tokens }: Context,
  ): Promise<RevokeTokenPayload> {
    return payloadOf<RevokeTokenPayload>({ revokedTokenId: null }, async () => {
      if (!(await tokens.revoke(storeId('token', id) ?? '')))
        throw reject('id', `id must be the id of a token; got ${JSON.stringify(id)}`, 'NOT_FOUND');
      return { revokedTokenId: id };
    });
  }
}
