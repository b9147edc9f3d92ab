import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../end-to-end/passband.ts';
import { PROGRAMS, passbandFlags } from './documented-programs.ts';
import { DOCUMENTS, isThere, namedIn, read, type Shown, shownIn } from './documents.ts';
import { routeProblem } from './routes.ts';

/** Its blocks are run by a test of their own, with functions that they define. */
const RUN = 'docs/api.md';
/** Of the programs beside the command line that sentences name. */
const OTHER_FLAGS = ['--no-demo', '--quick-demo', '--no-worker', '--ignore-scripts', '--project', '--cuda', '--only'];
/** What tests and builds make: there after they ran. */
const MADE = ['apps/dashboard/.next/cache', 'test/mutation/results'];

const shown = DOCUMENTS.flatMap((document) => shownIn(document, Object.keys(PROGRAMS)));

async function problemsOf(one: Shown): Promise<string[]> {
  const [program = '', ...args] = one.words;
  const check = PROGRAMS[program];
  if (check === undefined && one.document !== RUN) return [`${program} is no program that documents show`];
  return [...((await check?.(args, one)) ?? [])];
}

async function problems(all: readonly Shown[]): Promise<string[]> {
  const found = await Promise.all(all.map(async (one) => ({ one, problems: await problemsOf(one) })));
  return found.flatMap(({ one, problems }) =>
    problems.map((problem) => `${one.document}: ${one.words.join(' ')}: ${problem}`),
  );
}

test('every command of the documentation is one that is there, with options that it takes', async () => {
  expect(shown.filter(({ whole }) => whole).length).toBeGreaterThan(60);
  expect(shown.filter(({ whole }) => !whole).length).toBeGreaterThan(60);
  expect(await problems(shown)).toEqual([]);
});

test.each([
  ['npx passband measure net.onnx --dataset images.npz --pair 3', 'measure takes no --pair'],
  ['passband measure net.onnx --dataset images.npz --pairs three', 'must be a whole number from 1'],
  ['passband measure net.onnx', '--dataset'],
  ['passband start path-spectra --model A', 'start has no command path-spectra'],
  ['passband watch one two', 'too many arguments'],
  ['npm run screenshot', 'package.json has no script screenshot'],
  ['npm run screenshots -- --documents', 'test/screenshots/run.ts takes no --documents'],
  ['npm start -- --no-demos', 'apps/server/dist/launch.js takes no --no-demos'],
  ['npm run test:mutation -- spectrum/estimates.ts', 'packages/spectrum/src/estimates.ts is not there'],
  ['node apps/server/dist/launched.js', 'apps/server/dist/launched.js is not there'],
  ['npx vitest run packages/stores', 'packages/stores'],
  ['curl -T x http://127.0.0.1:4000/upload/1', 'the server has no route PUT /upload/1'],
  ['docker build -f deploy/Dockerfile --target servers .', 'deploy/Dockerfile has no stage servers'],
  ['npn ci', 'npn is no program that documents show'],
])('a command that is not so is found: %s', async (command, said) => {
  const found = await problems([{ document: 'README.md', words: command.split(' '), whole: true }]);
  expect(found.join()).toContain(said);
});

test('every option that a sentence of the documentation names is one of some program', () => {
  const flags = [...passbandFlags(), ...OTHER_FLAGS];
  const named = DOCUMENTS.flatMap((document) =>
    namedIn(document)
      .filter((text) => /^(-- )?--[a-z]/.test(text))
      .map((text) => ({ document, flag: text.replace(/^-- /, '').split(/[ =]/)[0] ?? '' })),
  );
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter(({ flag }) => !flags.includes(flag))).toEqual([]);
});

test('every address of the server that the documentation names is answered', () => {
  const wrong = DOCUMENTS.flatMap((document) =>
    namedIn(document).flatMap((text) => {
      const [, method = null, address = ''] = /^(?:(GET|PUT|POST|DELETE) )?(\/[\w./:-]+)$/.exec(text) ?? [];
      return address === '' || address === '/tmp'
        ? []
        : routeProblem(method, address).map((one) => `${document}: ${one}`);
    }),
  );
  expect(wrong).toEqual([]);
  expect(routeProblem('GET', '/metric')).toEqual(['the server has no route GET /metric']);
  expect(routeProblem('POST', '/metrics')).toEqual(['the server has no route POST /metrics']);
});

/** Names that a program, a test or the Compose file reads. */
function settings(): Set<string> {
  const sources = ['apps', 'packages', 'test', 'deploy'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|mjs|yaml)$/.test(name) && !/node_modules|\bdist\b|\.next|\.test\.ts$/.test(name))
      .map((name) => read(path.join(folder, name))),
  );
  const reading =
    /^ {2}(PASSBAND_\w+): |env\.(PASSBAND_\w+)|\.env\(\s*'(PASSBAND_\w+)'|\$\{(PASSBAND_\w+)[:}-]|[{,] (PASSBAND_\w+)(?=[^}\n]*\} = process\.env)/gm;
  return new Set(sources.flatMap((source) => [...source.matchAll(reading)].flatMap(([, ...names]) => names)));
}

test('every variable PASSBAND_… that the documentation names is read somewhere', () => {
  const known = settings();
  const named = DOCUMENTS.flatMap((document) =>
    [...read(document).matchAll(/\bPASSBAND_[A-Z_]+\b/g)].map(([name]) => ({ document, name })),
  );
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter(({ name }) => !known.has(name))).toEqual([]);
});

test('every file of the repository that the documentation names is there', () => {
  const wrong = DOCUMENTS.flatMap((document) =>
    [
      ...read(document).matchAll(
        /(?<![\w./-])(?:apps|packages|schema|test|deploy|docs)\/(?:[\w./@-]|\[\w+\])*(?:\w|\[\w+\])/g,
      ),
    ]
      .map(([file]) => file)
      .filter((file) => !isThere(file) && !MADE.includes(file))
      .map((file) => `${document}: ${file}`),
  );
  expect(wrong).toEqual([]);
});
