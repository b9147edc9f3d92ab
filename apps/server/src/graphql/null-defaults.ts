import {
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** An argument or input field with a default that is given as null has its default: in every resolver of the schema. */
export function withDefaultsForNull(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (!resolve || field.args.length === 0) continue;
      field.resolve = (source, values: Record<string, unknown>, context, info) =>
        resolve(source, withDefaults(field.args, values), context, info);
    }
  }
  return schema;
}

interface Input {
  name: string;
  type: GraphQLInputType;
  defaultValue?: unknown;
}

function withDefaults(inputs: readonly Input[], values: Record<string, unknown>): Record<string, unknown> {
  const out = { ...values };
  for (const { name, type, defaultValue } of inputs) {
    if (out[name] === null && defaultValue !== undefined) out[name] = defaultValue;
    else if (out[name] != null) out[name] = within(type, out[name]);
  }
  return out;
}

function within(type: GraphQLInputType, value: unknown): unknown {
  if (isNonNullType(type)) return within(type.ofType, value);
  if (isListType(type)) return Array.isArray(value) ? value.map((item) => within(type.ofType, item)) : value;
  if (isInputObjectType(type) && isRecord(value)) return withDefaults(Object.values(type.getFields()), value);
  return value;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
