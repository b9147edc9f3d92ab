import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { openPglite } from '../pglite.ts';

/**
 * `log-writer FOLDER`: opens PGlite on the folder of a database and writes to its log, which grows by whole segments, without
 * adding a page to a table; says the number of each update that was acknowledged, or why it was not.
 */
const [folder = ''] = process.argv.slice(2);
const { kysely } = await openPglite(folder);
await sql`create table if not exists written (number int)`.execute(kysely);
await sql`insert into written select 0 where not exists (select from written)`.execute(kysely);
const { rows } = await sql<{ number: number }>`select number from written`.execute(kysely);
let number = rows[0]?.number ?? 0;
process.stdout.write(`${number}\n`);
for (;;) {
  try {
    await kysely.transaction().execute(async (transaction) => {
      await sql`select pg_logical_emit_message(true, 'x', repeat('y', 100000))`.execute(transaction);
      await sql`update written set number = ${number + 1}`.execute(transaction);
    });
    number += 1;
    process.stdout.write(`${number}\n`);
  } catch (error) {
    process.stdout.write(`${String(error)}\n`);
    await setTimeout(100);
  }
}
