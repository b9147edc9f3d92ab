import { join } from 'node:path';
import { sql } from 'kysely';
import { openStore } from '../open-store.ts';
import { openPglite } from '../pglite.ts';
import { openPostgres } from '../postgres.ts';

/**
 * `opener FOLDER DIE_AT [DATABASE_URL]`: opens the store and closes it, then prints as JSON how many statements that took and
 * what is there. Kills itself right after statement DIE_AT, counted from 1; 0: never.
 */
const [dataFolder = '', dieAt = '0', databaseUrl] = process.argv.slice(2);
let statements = 0;
const store = await openStore({
  dataFolder,
  databaseUrl,
  onStatement() {
    statements += 1;
    if (statements === Number(dieAt)) process.kill(process.pid, 'SIGKILL');
  },
});
await store.close();
const database =
  databaseUrl === undefined ? await openPglite(join(dataFolder, 'database')) : await openPostgres(databaseUrl);
const { rows } = await sql`select (select array_agg(number order by number) from migrations) as migrations,
  (select count(*)::int from models) as models, (select count(*)::int from measurements) as measurements,
  (select count(*)::int from paths) as paths`.execute(database.kysely);
await database.close();
process.stdout.write(`${JSON.stringify({ statements, found: rows[0] })}\n`);
process.exit(0);
