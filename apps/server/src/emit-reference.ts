import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema } from 'graphql';
import { referencePages } from './reference/pages.ts';

/** Writes docs/reference; with --check only says whether it is what would be written. */
const inRepository = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const folder = inRepository('docs/reference/');
const pages = referencePages(buildSchema(readFileSync(inRepository('schema/schema.graphql'), 'utf8')));

if (process.argv.includes('--check')) check();
else {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of pages) writeFileSync(folder + name, text);
}

function check(): void {
  const old = [...pages].filter(([name, text]) => text !== textOf(folder + name));
  if (old.length === 0) return;
  const names = old.map(([name]) => `docs/reference/${name}`).join(', ');
  process.stderr.write(`${names} is not what schema/schema.graphql says: run \`npm run reference\`\n`);
  process.exitCode = 1;
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
