import type { Plugin } from 'vitest/config';
import { defineConfig } from 'vitest/config';
import { FailedFiles } from './failed-files.ts';
import { keptThread } from './kept-thread.ts';
import { QuickestFirst } from './quickest-first.ts';

/** Stryker's runner asks for threads; this is one. */
const inKeptThread: Plugin = {
  name: 'kept thread',
  configureVitest({ project }) {
    project.config.pool = keptThread.name;
    project.config.poolRunner = keptThread;
  },
};

/** What Stryker runs for each mutant: the unit tests of the package that it names as its folder. */
export default defineConfig({
  plugins: [inKeptThread],
  test: {
    include: ['**/src/**/*.test.ts'],
    // Of the store: what starts programs, or fills a database for seconds.
    exclude: [
      '**/node_modules/**',
      '**/src/{backup/**,crash,blobs,folder-lock,migrate,open-store,postgres,shared-blobs,plans}.test.ts',
    ],
    setupFiles: ['test/mutation/each-file.setup.ts'],
    sequence: { sequencer: QuickestFirst },
    reporters: [new FailedFiles()],
    // Stryker ends what takes too long; on a busy machine a test may only be slow.
    testTimeout: 300_000,
    // PostgreSQL would be started for each mutant.
    provide: { postgres: null, keepsThread: true },
  },
});
