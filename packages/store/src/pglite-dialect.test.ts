import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { useDatabases } from './testing/databases.ts';

const { open } = useDatabases('PGlite');

it('many queries at once leave timers their turn', async () => {
  const { kysely, close } = await open();
  const query = sql`select count(*) from generate_series(1, 50000)`;
  await query.execute(kysely);
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await Promise.all(Array.from({ length: 40 }, () => query.execute(kysely)));
  clearInterval(timer);
  expect(turns).toBeGreaterThan(20);
  await close();
});
