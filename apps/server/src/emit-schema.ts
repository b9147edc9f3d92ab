import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { makeSchema } from './graphql/schema.ts';

/** Writes schema/schema.graphql; with --check only says whether it is what would be written. */
const file = fileURLToPath(new URL('../../../schema/schema.graphql', import.meta.url));
const head =
  '# Written by `npm run schema -w @passband/server` from the classes in schema/src. Not to be edited by hand.\n\n';
const text = `${head}${printSchema(lexicographicSortSchema(makeSchema()))}\n`;

if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (text !== readFileSync(file, 'utf8')) {
  process.stderr.write('schema/schema.graphql is not what the classes say: run `npm run schema -w @passband/server`\n');
  process.exitCode = 1;
}
