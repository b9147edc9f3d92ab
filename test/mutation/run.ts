import { statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { globSync } from 'tinyglobby';
import { root } from '../end-to-end/passband.ts';

/** Which of a package's files, below its src, are asked for by its name. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  spectrum: ['**/*.ts'],
  engine: ['**/*.ts'],
  datasets: ['**/*.ts'],
  // What asks the database for work and results; not how it is opened, files, backups, tokens.
  store: [
    ...[
      'claim',
      'queue',
      'tickets',
      'needs',
      'leases',
      'shards',
      'shard-states',
      'shard-size',
      'stop-scopes',
      'results',
    ],
    ...[
      'measurements',
      'measurement-rows',
      'measurement-pages',
      'new-measurement',
      'retry-measurement',
      'fail-measurement',
    ],
    ...['models', 'model-rows', 'model-filter', 'cursors', 'rows-in-one', 'removed', 'datasets', 'ids'],
    ...['metrics', 'metric-columns', 'paths', 'path-rows', 'path-insert', 'path-stream', 'noise-fittings'],
    ...['shard-records', 'class-diversities', 'workers'],
  ].map((file) => `${file}.ts`),
};
/** Per cent of a package's mutants that its tests must notice, or the run fails. */
const LEAST = 85;
/** Bytes of source in a group of files: a few hundred mutants, for which the run without any is worth its time. */
const GROUP_BYTES = 20_000;

type MutantResults = Awaited<ReturnType<Stryker['runMutationTest']>>;
/** All others are no programs, or were not asked for. */
const NOTICED: ReadonlySet<string> = new Set(['Killed', 'Timeout']);
const UNNOTICED: ReadonlySet<string> = new Set(['Survived', 'NoCoverage']);

interface Score {
  name: string;
  mutants: number;
  noticed: number;
}

/**
 * `npm run test:mutation -- WHAT…`, WHAT a package or PACKAGE/FILE below its src (all packages, where nothing is named):
 * changes the source at one place at a time, runs the package's unit tests that reach it, and counts how many of these mutants
 * they notice. Mutants whose code and tests are unchanged keep their result of last time (test/mutation/results, with a page to
 * read survivors in). Files go in groups, since Stryker keeps results at the end of a run alone. Ends with 1 where a score is
 * below 85.
 */
const said = process.argv.slice(2);
const asked = new Map<string, string[]>();
for (const what of said.length > 0 ? said : Object.keys(PACKAGES)) {
  const name = what.split('/', 1)[0]!;
  const whole = PACKAGES[name];
  if (whole === undefined) throw new Error(`packages are ${Object.keys(PACKAGES).join(', ')}; got ${name}`);
  asked.set(name, [...(asked.get(name) ?? []), ...(what === name ? whole : [what.slice(name.length + 1)])]);
}

process.chdir(root);
const scores: Score[] = [];
for (const [name, patterns] of asked) {
  const mutants = await mutantsOf(name, patterns);
  process.stdout.write(
    mutants
      .filter(({ status }) => UNNOTICED.has(status))
      .map(survivorLine)
      .join(''),
  );
  scores.push(scoreOf(name, mutants));
}
process.stdout.write(scores.map(scoreLine).join(''));
if (scores.some(({ mutants, noticed }) => 100 * noticed < LEAST * mutants)) process.exitCode = 1;

async function mutantsOf(name: string, patterns: readonly string[]): Promise<MutantResults> {
  const files = globSync(
    patterns.map((pattern) => `packages/${name}/src/${pattern}`),
    { ignore: [`packages/${name}/src/**/{*.{test,fixture},test-*}.ts`] },
  ).toSorted();
  if (files.length === 0) throw new Error(`no file of ${name} is ${patterns.join(' or ')}`);
  const mutants: MutantResults = [];
  for (const group of groupsOf(files)) {
    // With those of a group, Stryker gives all that the package has from earlier runs.
    const results = await mutantsOfGroup(name, group);
    mutants.push(...results.filter(({ fileName }) => group.includes(path.relative(root, fileName))));
  }
  return mutants;
}

/** Files in their order, in groups of about GROUP_BYTES. */
function groupsOf(files: readonly string[]): string[][] {
  let bytes = 0;
  const groups = new Map<number, string[]>();
  for (const file of files) {
    const group = Math.floor(bytes / GROUP_BYTES);
    groups.set(group, [...(groups.get(group) ?? []), file]);
    bytes += statSync(file).size;
  }
  return [...groups.values()];
}

function mutantsOfGroup(name: string, files: readonly string[]): Promise<MutantResults> {
  const results = `test/mutation/results/${name}`;
  return new Stryker({
    plugins: ['@stryker-mutator/vitest-runner'],
    testRunner: 'vitest',
    vitest: { configFile: 'test/mutation/vitest.config.ts', dir: `packages/${name}`, related: true },
    coverageAnalysis: 'perTest',
    mutate: [...files],
    // All that the sandbox needs: the package, what its tests read, how they are run.
    ignorePatterns: [
      ...['**', `!packages/${name}/**`, '!packages/config/**', '!test/mutation/*.ts'],
      ...['!test/reference/**', '!packages/demo/data/*.npz'],
    ],
    concurrency: os.availableParallelism(),
    // A mutant that loops without end is stopped by counting; on a busy machine others are slow.
    timeoutMS: 10_000,
    incremental: true,
    incrementalFile: `${results}/incremental.json`,
    reporters: ['progress-append-only', 'html'],
    htmlReporter: { fileName: `${results}/index.html` },
    thresholds: { break: null, low: LEAST, high: 95 },
  }).runMutationTest();
}

function scoreOf(name: string, mutants: MutantResults): Score {
  const noticed = mutants.filter(({ status }) => NOTICED.has(status)).length;
  return { name, noticed, mutants: noticed + mutants.filter(({ status }) => UNNOTICED.has(status)).length };
}

/** `packages/spectrum/src/turns.ts:12:8 EqualityOperator: k <= 3`, which an editor opens there. */
function survivorLine({ fileName, location, mutatorName, replacement }: MutantResults[number]): string {
  const { line, column } = location.start;
  return `${path.relative(root, fileName)}:${line}:${column} ${mutatorName}: ${replacement?.replace(/\s+/g, ' ')}\n`;
}

/** `spectrum: 1203 mutants, 1150 noticed, score 95.59 %`. */
function scoreLine({ name, mutants, noticed }: Score): string {
  if (mutants === 0) return `${name}: nothing there can be changed\n`;
  return `${name}: ${mutants} mutants, ${noticed} noticed, score ${((100 * noticed) / mutants).toFixed(2)} %\n`;
}
