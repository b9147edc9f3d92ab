import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { root } from '../end-to-end/passband.ts';

const names = z.record(z.string(), z.unknown()).default({});
const packageJson = z.object({
  license: z.string().optional(),
  dependencies: names,
  devDependencies: names,
  peerDependencies: names,
  optionalDependencies: names,
  overrides: names,
});
const page = readFileSync(path.join(root, 'docs/dependencies.md'), 'utf8');

function read(folder: string): z.infer<typeof packageJson> {
  return packageJson.parse(JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')));
}

/** Every folder with a package.json of ours. */
const folders = ['.', 'schema', 'test', ...['apps', 'packages'].flatMap(within)];

function within(folder: string): string[] {
  return readdirSync(path.join(root, folder))
    .map((name) => path.join(folder, name))
    .filter((name) => existsSync(path.join(root, name, 'package.json')));
}

/** Where each package of others is named, as the page has it: the folders' names, the root's first folder as root. */
function named(): Record<string, string> {
  const places = new Map<string, string[]>();
  for (const folder of folders) {
    const { dependencies, devDependencies, peerDependencies, optionalDependencies } = read(folder);
    const all = { ...dependencies, ...devDependencies, ...peerDependencies, ...optionalDependencies };
    for (const name of Object.keys(all).filter((one) => !one.startsWith('@passband/')))
      places.set(name, [...(places.get(name) ?? []), folder === '.' ? 'root' : path.basename(folder)]);
  }
  return Object.fromEntries([...places].map(([name, where]) => [name, where.sort().join(', ')]));
}

/** The rows of tables of so many columns, without their heads. */
function rowsOf(columns: number): string[][] {
  return page
    .split('\n')
    .filter((line) => /^\| (?!---|package |override )/.test(line))
    .map((line) => line.slice(2, -2).split(' | '))
    .filter((cells) => cells.length === columns);
}

/** Of the package as a workspace sees it; null where it is optional and not installed. */
function installedLicence(name: string): string | null {
  const found = folders
    .map((folder) => path.join(folder, 'node_modules', name))
    .find((own) => existsSync(path.join(root, own)));
  return found === undefined ? null : (read(found).license ?? 'none');
}

test('docs/dependencies.md has one line for every package that a package.json names, with where, and no other', () => {
  const rows = rowsOf(6).map(([name = '', where = '']) => `${name}: ${where}`);
  const expected = Object.entries(named()).map(([name, where]) => `${name}: ${where}`);
  expect(expected.length).toBeGreaterThan(50);
  expect(rows.sort()).toEqual(expected.sort());
});

test('docs/dependencies.md says why of each, and has the licences that are installed', () => {
  const rows = rowsOf(6).map(([name = '', , why = '', licence = '']) => ({ name, why, licence }));
  expect(rows.filter(({ why }) => why.length < 5)).toEqual([]);
  const wrong = rows
    .map(({ name, licence }) => ({ name, licence, installed: installedLicence(name) }))
    .filter(({ licence, installed }) => installed !== null && installed !== licence);
  expect(wrong).toEqual([]);
});

test('docs/dependencies.md says why of every override', () => {
  const told = rowsOf(2).flatMap(([overrides = '']) => overrides.split(', '));
  expect(told.sort()).toEqual(Object.keys(read('.').overrides).sort());
});
