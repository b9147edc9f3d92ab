import { writeFile } from 'node:fs/promises';
import type { PathScope } from '@passband/engine';
import { type Coverage, coverageOf, designsOf } from './coverage.ts';
import { DATASET, NETWORK, readPopulation, writePopulation } from './population.ts';

const SCOPES: readonly PathScope[] = ['WITHIN_CLASS', 'BETWEEN_CLASS'];
/** The share of one design is then known to 0.3 points. */
const RESAMPLINGS = 20_000;

// `--measure` measures the stored paths again; without it those in this folder are taken.
if (process.argv.includes('--measure')) for (const scope of SCOPES) await writePopulation(scope);
const coverages: Coverage[] = [];
for (const scope of SCOPES) {
  const population = await readPopulation(scope);
  for (const design of designsOf(population)) {
    const coverage = coverageOf(scope, population, design, RESAMPLINGS);
    coverages.push(coverage);
    process.stdout.write(`${JSON.stringify(coverage)}\n`);
  }
}
const result = { command: 'npm run coverage-of-bounds', network: NETWORK, dataset: DATASET, coverages };
await writeFile(new URL('result.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
