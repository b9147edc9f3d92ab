import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import * as operations from './operations.ts';

const schema = buildSchema(readFileSync(new URL('../../../../schema/schema.graphql', import.meta.url), 'utf8'));

test.each(Object.entries(operations))('%s asks for what the schema has', (_, { document }) => {
  expect(validate(schema, parse(document))).toEqual([]);
});
