import { type Kysely, sql } from 'kysely';
import { notifyChanged } from './changes.ts';
import type { Tables } from './tables.ts';

/** QUEUED or RUNNING becomes FAILED with a reason; others are left as they are, and false. */
export async function failMeasurement(transaction: Kysely<Tables>, id: string, error: string): Promise<boolean> {
  const { rows } = await sql`update measurements set status = 'FAILED', finished_at = now(), error = ${error}
    where id = ${id} and status in ('QUEUED', 'RUNNING') returning id`.execute(transaction);
  if (rows.length === 0) return false;
  await notifyChanged(transaction, id);
  return true;
}
