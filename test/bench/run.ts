import { BENCHES, rowsOf } from './benches.ts';

/** Prints one JSON object a line: {name, value, unit, goal, holds} and the numbers behind. Arguments: names of rows, else all. */
for await (const row of rowsOf(BENCHES, process.argv.slice(2))) process.stdout.write(`${JSON.stringify(row)}\n`);
