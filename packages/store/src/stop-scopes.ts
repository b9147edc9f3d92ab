import type { PathScope } from '@passband/engine';
import { type Kysely, sql } from 'kysely';
import { notifyChanged } from './changes.ts';
import type { Tables } from './tables.ts';

/** See Store.measurements.stopScopes. The measurement is locked first, as where results are stored. */
export async function stopScopes(
  transaction: Kysely<Tables>,
  id: string,
  stops: readonly { scope: PathScope; rounds: number }[],
  imagesExpected: number | null,
): Promise<void> {
  const { rows } = await sql<{ left: PathScope[] | null }>`
    select scopes_left as left from measurements where id = ${id} and status = 'RUNNING' for update`.execute(
    transaction,
  );
  const left = rows[0]?.left;
  if (!left) return;
  for (const { scope, rounds } of stops) if (left.includes(scope)) await stopScope(transaction, id, scope, rounds);
  await sql`update measurements set images_expected = coalesce(${imagesExpected}::bigint, images_expected)
    where id = ${id}`.execute(transaction);
  await notifyChanged(transaction, id);
}

async function stopScope(transaction: Kysely<Tables>, id: string, scope: PathScope, rounds: number): Promise<void> {
  const between = scope === 'BETWEEN_CLASS';
  const kept = sql.ref(between ? 'between_rounds' : 'within_rounds');
  await sql`
    with thrown as (
      delete from paths where measurement_id = ${id} and between_classes = ${between}::boolean and round >= ${rounds}::int
      returning samples
    )
    update measurements set ${kept} = ${rounds}::int, scopes_left = array_remove(scopes_left, ${scope}::text),
      images_evaluated = images_evaluated - (select coalesce(sum(samples), 0) from thrown)::bigint
    where id = ${id}`.execute(transaction);
}
