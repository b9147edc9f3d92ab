import { defineConfig } from 'vitest/config';

/** What Stryker runs for each mutant: the unit tests of the package that it names as its folder. */
export default defineConfig({
  test: {
    include: ['**/src/**/*.test.ts'],
    // As in the project `pure`: a mutant is switched on in modules that are loaded once.
    isolate: false,
    testTimeout: 30_000,
  },
});
