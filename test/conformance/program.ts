import { describeRuntimes } from '@passband/engine';
import { ADAPTERS } from '../../apps/worker/src/adapters.ts';
import { conformanceOf } from './runtime-report.ts';

/**
 * `program.ts` prints the runtimes, `program.ts RUNTIME` what one runtime does on the list, as JSON on one line.
 * A process of its own: WebGPU drivers are found by the environment that a process starts with, and may crash.
 */
const [runtime] = process.argv.slice(2);
const report = runtime === undefined ? await describeRuntimes(ADAPTERS) : await conformanceOf(ADAPTERS, runtime);
process.stdout.write(`${JSON.stringify(report)}\n`);
