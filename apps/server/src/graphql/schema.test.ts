import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isInputObjectType, isInterfaceType, isObjectType, lexicographicSortSchema, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { globalId, kindOf, storeId } from './global-id.ts';
import { makeSchema } from './schema.ts';

const schema = makeSchema();
const file = fileURLToPath(new URL('../../../../schema/schema.graphql', import.meta.url));

describe('the schema', () => {
  it('is the committed one', () => {
    expect(readFileSync(file, 'utf8')).toContain(printSchema(lexicographicSortSchema(schema)));
  });

  it('describes every type, field and argument', () => {
    const bare: string[] = [];
    for (const type of Object.values(schema.getTypeMap())) {
      if (
        type.name.startsWith('__') ||
        ['String', 'Int', 'Float', 'Boolean', 'ID', 'Query', 'Mutation', 'Subscription'].includes(type.name)
      )
        continue;
      if (!type.description) bare.push(type.name);
    }
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)))
        continue;
      for (const field of Object.values(type.getFields())) {
        if (!field.description) bare.push(`${type.name}.${field.name}`);
        for (const argument of 'args' in field ? field.args : [])
          if (!argument.description) bare.push(`${type.name}.${field.name}(${argument.name})`);
      }
    }
    expect(bare).toEqual([]);
  });

  it('bounds every page: each connection takes first with a default of 50', () => {
    const unbounded: string[] = [];
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        if (!String(field.type).endsWith('Connection!')) continue;
        if (field.args.find((argument) => argument.name === 'first')?.defaultValue !== 50)
          unbounded.push(`${type.name}.${field.name}`);
      }
    }
    expect(unbounded).toEqual([]);
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
