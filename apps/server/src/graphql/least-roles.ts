import type { Role } from '@passband/schema';
import {
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import type { Context } from './context.ts';
import { refused } from './refusal.ts';
import { userError } from './user-errors.ts';

/** Who may do more than read, by root field; other queries and subscriptions are open to every person. */
export const LEAST_ROLES: Readonly<Record<string, 'OPERATOR' | 'ADMIN'>> = {
  'Query.tokens': 'ADMIN',
  'Mutation.createUpload': 'OPERATOR',
  'Mutation.registerModel': 'OPERATOR',
  'Mutation.registerDataset': 'OPERATOR',
  'Mutation.updateModel': 'OPERATOR',
  'Mutation.deleteModel': 'ADMIN',
  'Mutation.deleteDataset': 'ADMIN',
  'Mutation.deleteMeasurement': 'ADMIN',
  'Mutation.recordMetrics': 'OPERATOR',
  'Mutation.recordNoiseFitting': 'OPERATOR',
  'Mutation.importResults': 'OPERATOR',
  'Mutation.evaluateModel': 'OPERATOR',
  'Mutation.measurePathSpectrum': 'OPERATOR',
  'Mutation.measureJacobianNorm': 'OPERATOR',
  'Mutation.measureFourierHeatMap': 'OPERATOR',
  'Mutation.measureNoiseFitting': 'OPERATOR',
  'Mutation.measureNoiseFittingSweep': 'OPERATOR',
  'Mutation.cancelMeasurement': 'OPERATOR',
  'Mutation.retryMeasurement': 'OPERATOR',
  'Mutation.createToken': 'ADMIN',
  'Mutation.revokeToken': 'ADMIN',
};

const RANKS: Readonly<Record<Role, number>> = { WORKER: 0, VIEWER: 1, OPERATOR: 2, ADMIN: 3 };

/** Whether someone of a role may do what another role may. */
export function mayAct(role: Role, least: Role): boolean {
  return RANKS[role] >= RANKS[least];
}

/**
 * Every mutation, and the queries that are not for everyone, asks for its role first: a mutation answers with a user error
 * FORBIDDEN, a query with an error of that code. A mutation that the table forgets is nobody's.
 */
export function withLeastRoles(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const name = `${type?.name}.${field.name}`;
      const least = LEAST_ROLES[name] ?? (type?.name === 'Mutation' ? null : 'VIEWER');
      const payload = field.type;
      const { resolve } = field;
      if (!resolve) continue;
      const asked: GraphQLFieldResolver<unknown, Context> = (source, values, context, info) => {
        const { role } = context.viewer;
        if (least !== null && mayAct(role, least)) return resolve(source, values, context, info);
        const message = `${field.name} needs the role ${least ?? 'of nobody'}; yours is ${role}`;
        const named = isNonNullType(payload) ? payload.ofType : payload;
        if (type?.name !== 'Mutation' || !isObjectType(named)) throw refused(message, 'FORBIDDEN');
        return { ...emptyOf(named), userErrors: [userError(null, message, 'FORBIDDEN')] };
      };
      field.resolve = asked;
    }
  }
  return schema;
}

/** A payload that says nothing: null where it may be, else an empty list or 0. */
function emptyOf(payload: GraphQLObjectType): Record<string, unknown> {
  const fields = Object.values(payload.getFields());
  return Object.fromEntries(
    fields.map(({ name, type }) => [name, isNonNullType(type) ? nothingOf(type.ofType) : null]),
  );
}

function nothingOf(type: unknown): unknown {
  if (isListType(type)) return [];
  return isScalarType(type) && !isEnumType(type) ? 0 : null;
}
