import { sql } from 'kysely';

/** Whether shards of `m`, a measurement, are still to be done. */
export const goesOn = sql`(m.status in ('QUEUED', 'RUNNING') and (m.scopes_left is null or m.scopes_left <> '{}'))`;

/** Whether a worker holds `s`, a shard of the measurement `m`. */
export const isHeld = sql`(s.state = 'LEASED' and s.lease_until >= now() and m.status = 'RUNNING')`;

/** What makes a shard wait that nobody holds any more; its attempts are another matter. */
export const waitsAgain = sql`state = 'WAITING', lease = null, lease_until = null, worker_id = null,
  images_done = 0, images_per_second = null`;
