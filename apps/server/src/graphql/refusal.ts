import type { UserErrorCode } from '@passband/schema';
import { GraphQLError } from 'graphql';

/** A query's argument that breaks a rule, told to the client as it is. */
export function refused(message: string, code: UserErrorCode = 'INVALID'): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
