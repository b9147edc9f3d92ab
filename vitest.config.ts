import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const inRepository = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const BUILT = ['**/node_modules/**', '**/dist/**', '**/.next/**'];
const PURE = ['packages/{spectrum,engine}/src/**/*.test.ts', 'apps/dashboard/src/**/*.test.{ts,tsx}'];
const STORE = ['packages/store/**/*.test.ts'];
/** Processes that are killed, and archives: each makes databases from nothing. */
const STORE_LONG = ['packages/store/src/{crash,backup/{restore,round-trip}}.test.ts'];
const ISOLATED = ['{apps/cli,packages/runtime-tfjs}/**/*.test.ts'];
const SERVER = ['apps/server/**/*.test.ts'];
const FAULTS = 'test/faults/*.test.ts';
/** Stories and runtimes that take half a minute or more: the demo, trainings, backups, WebGPU on an emulated GPU, the examples in three languages. */
const LONG = [
  'test/end-to-end/{backups,demo,examples,noise-fitting}.test.ts',
  'test/{conformance,load,training}/*.test.ts',
];
const WHOLE_PROGRAMS = { sequence: { groupOrder: 1 }, testTimeout: 300_000, hookTimeout: 300_000 };
/** PostgreSQL in WebAssembly is compiled for each file, and used too shortly for the optimising compiler to be worth it. */
const QUICK_TO_COMPILE = ['--liftoff-only'];
/** Files that open databases share the modules that they import. */
const ON_DATABASES = { isolate: false, execArgv: QUICK_TO_COMPILE };
const MEMORY = '/dev/shm';
/** Starts a server for all files of a project. */
const POSTGRES = 'packages/store/src/testing/postgres.setup.ts';
const PROGRAMS = 'packages/config/programs.setup.ts';

// Databases are made by the hundred: in memory, where there is room, and what is kept for the next run on the disk.
process.env.TEST_TEMPLATES_DIR ??= tmpdir();
if (roomIn(MEMORY) > 4e9) process.env.TMPDIR = MEMORY;

export default defineConfig({
  resolve: {
    // type-graphql and Apollo must see the same graphql module, or each calls the other's schema "from another realm".
    alias: [{ find: /^graphql$/, replacement: inRepository('node_modules/graphql/index.js') }],
  },
  test: {
    reporters: ['default', inRepository('packages/config/closing-line-reporter.ts')],
    testTimeout: 30_000,
    // Long enough for a busy machine: what is waited for (expect.poll) comes, or the test has failed.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: PURE,
          // Functions of their arguments alone: files share the modules that they import, which take longer than their tests.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/**/*.test.ts', 'apps/**/*.test.ts', 'schema/**/*.test.ts'],
          exclude: [...BUILT, ...PURE, ...STORE, ...SERVER, ...ISOLATED],
          globalSetup: [PROGRAMS],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          // Each file has a folder of its own, which goes with it, or a TensorFlow, which keeps the backend that it was given.
          name: 'isolated',
          include: ISOLATED,
          exclude: BUILT,
          globalSetup: [PROGRAMS],
        },
      },
      {
        extends: true,
        test: {
          ...{ name: 'store', include: STORE, exclude: [...BUILT, ...STORE_LONG] },
          ...{ ...ON_DATABASES, globalSetup: [POSTGRES] },
        },
      },
      {
        extends: true,
        test: {
          ...{ name: 'long store', include: STORE_LONG },
          ...{ ...ON_DATABASES, globalSetup: [POSTGRES] },
        },
      },
      {
        extends: true,
        test: {
          // On PostgreSQL, which is quicker; where there is none, on PGlite.
          name: 'server',
          include: SERVER,
          exclude: BUILT,
          globalSetup: [PROGRAMS, POSTGRES],
          ...ON_DATABASES,
        },
      },
      {
        extends: true,
        test: {
          // What asks SQL of its own, or is told by the database, once more.
          name: 'long on PGlite',
          include: [
            'apps/server/src/{demo,graphql/statements,registry/{registration,uploads},results/precision}.test.ts',
            'apps/server/src/http/{access-tokens,event-stream,export-routes,prometheus,worker-routes}.test.ts',
            'apps/server/src/{measurements,resolvers}/*.test.ts',
          ],
          ...ON_DATABASES,
        },
      },
      {
        extends: true,
        test: {
          // Whole programs are started here, after the units.
          ...{ name: 'across', include: ['test/**/*.test.ts'], exclude: [...BUILT, FAULTS, ...LONG] },
          ...WHOLE_PROGRAMS,
        },
      },
      {
        extends: true,
        // Not in `npm test`, which ends within ten minutes on two cores.
        test: { ...{ name: 'long', include: LONG }, ...WHOLE_PROGRAMS },
      },
      {
        extends: true,
        test: {
          // Nor these. The long form (test/package.json) runs one file at a time: there, what is struck must be given again in seconds.
          ...{ name: 'long faults', include: [FAULTS] },
          ...WHOLE_PROGRAMS,
        },
      },
    ],
  },
});

function roomIn(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
