import { engineOverRuntimeSmall } from './engine-over-runtime.ts';
import type { Bench } from './row.ts';

const BENCHES: readonly Bench[] = [engineOverRuntimeSmall];

/** Prints one JSON object a line: {name, value, unit, goal, holds} and the numbers behind. */
for (const bench of BENCHES) for (const row of await bench()) process.stdout.write(`${JSON.stringify(row)}\n`);
