import { readModelFacts } from '@passband/engine';
import { ADAPTERS } from './adapters.ts';

/**
 * `inspect.js FILE`: reads the facts of a model's file and prints one line of JSON, {"facts": …} or {"error": "…"}.
 * A process of its own, since the file comes from outside and reading it may take any amount of memory.
 */
const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('usage: inspect.js FILE\n');
  process.exitCode = 2;
} else {
  const answer = await readModelFacts(ADAPTERS, file).then(
    (facts) => ({ facts }),
    (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
  );
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
