import fc from 'fast-check';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    mutantActivation: 'static' | 'runtime' | undefined;
  }
}

/** What Stryker leaves on the global object of a thread that stays: nothing of the mutant before may be in force. */
const state: Record<string, unknown> | undefined = Reflect.get(globalThis, '__stryker__');
if (state !== undefined) {
  delete state.mutantCoverage;
  delete state.hitCount;
  if (inject('mutantActivation') !== 'static') delete state.activeMutant;
}

// Cases of a property that says no number of its own; a mutant that all of these miss counts as unnoticed.
fc.configureGlobal({ numRuns: 25 });
