import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { globalId, kindOf, storeId } from './global-id.ts';
import { makeSchema } from './schema.ts';

const schema = makeSchema();

interface Part {
  name: string;
  description?: string | null | undefined;
}

/** Values of an enum; else fields, and their arguments as `field(argument)`. */
function partsOf(type: GraphQLNamedType): Part[] {
  if (isEnumType(type)) return [...type.getValues()];
  if (isInputObjectType(type)) return Object.values(type.getFields());
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    field,
    ...field.args.map(({ name, description }) => ({ name: `${field.name}(${name})`, description })),
  ]);
}
const file = fileURLToPath(new URL('../../../../schema/schema.graphql', import.meta.url));

describe('the schema', () => {
  it('is the committed one', () => {
    expect(readFileSync(file, 'utf8')).toContain(printSchema(lexicographicSortSchema(schema)));
  });

  it('describes every type, field, argument, input field and enum value', () => {
    const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
    const roots = ['Query', 'Mutation', 'Subscription'];
    const bare = types.flatMap((type) => [
      ...(type.description || roots.includes(type.name) ? [] : [type.name]),
      ...partsOf(type).flatMap(({ name, description }) => (description ? [] : [`${type.name}.${name}`])),
    ]);
    expect(bare).toEqual([]);
  });

  it('bounds every page: each connection takes first with a default of 50', () => {
    const defaults = new Map<string, unknown>();
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        if (!String(field.type).endsWith('Connection!')) continue;
        const first = field.args.find((argument) => argument.name === 'first');
        defaults.set(`${type.name}.${field.name}`, first?.defaultValue);
      }
    }
    expect(Object.fromEntries(defaults)).toEqual({
      'Dataset.images': 50,
      'Model.measurements': 50,
      'PathSpectrumMeasurement.paths': 50,
      'Query.measurements': 50,
      'Query.models': 50,
    });
  });
});

describe('ids', () => {
  it('say what they are of, and are read back only as that', () => {
    expect(storeId('model', globalId('model', 'abc'))).toBe('abc');
    expect(storeId('dataset', globalId('model', 'abc'))).toBeNull();
    expect(kindOf(globalId('measurement', 'abc'))).toBe('measurement');
    for (const id of ['', 'model', 'model-', 'abc', `model-${'x'.repeat(200)}`]) expect(kindOf(id)).toBeNull();
  });
});
