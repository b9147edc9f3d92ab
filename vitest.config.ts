import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const inRepository = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const BUILT = ['**/node_modules/**', '**/dist/**', '**/.next/**'];
const PURE = ['packages/{spectrum,engine}/src/**/*.test.ts', 'apps/dashboard/src/**/*.test.{ts,tsx}'];
const STORE = ['packages/store/**/*.test.ts'];
const SERVER = ['apps/server/**/*.test.ts'];
const FAULTS = 'test/faults/*.test.ts';
/** PostgreSQL in WebAssembly is compiled for each file, and used too shortly for the optimising compiler to be worth it. */
const QUICK_TO_COMPILE = ['--liftoff-only'];
/** Starts a server for all files of a project. */
const POSTGRES = 'packages/store/src/testing/postgres.setup.ts';

export default defineConfig({
  resolve: {
    // type-graphql and Apollo must see the same graphql module, or each calls the other's schema "from another realm".
    alias: [{ find: /^graphql$/, replacement: inRepository('node_modules/graphql/index.js') }],
  },
  test: {
    reporters: ['default', inRepository('packages/config/closing-line-reporter.ts')],
    testTimeout: 30_000,
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
          exclude: [...BUILT, ...PURE, ...STORE, ...SERVER],
        },
      },
      {
        extends: true,
        test: {
          name: 'store',
          include: STORE,
          exclude: BUILT,
          globalSetup: [POSTGRES],
          execArgv: QUICK_TO_COMPILE,
        },
      },
      {
        extends: true,
        test: {
          // On PGlite: without the setup that provides PostgreSQL.
          name: 'server',
          include: SERVER,
          // One database, several servers: PostgreSQL's alone.
          exclude: [...BUILT, 'apps/server/src/servers.test.ts'],
          execArgv: QUICK_TO_COMPILE,
        },
      },
      {
        extends: true,
        test: {
          name: 'on PostgreSQL',
          // What asks SQL of its own; what the database can't tell apart runs on PGlite alone.
          include: [
            'apps/server/src/{demo,servers,graphql/statements,registry/registration,results/precision}.test.ts',
            'apps/server/src/http/{access-tokens,event-stream,export-routes,prometheus,worker-routes}.test.ts',
            'apps/server/src/{measurements,resolvers}/*.test.ts',
          ],
          globalSetup: [POSTGRES],
          setupFiles: ['apps/server/src/testing/skip-without-postgres.ts'],
          execArgv: QUICK_TO_COMPILE,
        },
      },
      {
        extends: true,
        test: {
          // Whole programs are started here, after the units.
          ...{
            name: 'across',
            include: ['test/**/*.test.ts'],
            exclude: [...BUILT, FAULTS],
          },
          ...{ sequence: { groupOrder: 1 }, testTimeout: 300_000, hookTimeout: 300_000 },
        },
      },
      {
        extends: true,
        test: {
          // The long form (test/package.json) runs one file at a time: there, what is struck must be given again in seconds.
          ...{ name: 'faults', include: [FAULTS] },
          ...{ sequence: { groupOrder: 1 }, testTimeout: 300_000, hookTimeout: 300_000 },
        },
      },
    ],
  },
});
