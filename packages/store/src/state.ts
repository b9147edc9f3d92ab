import { sql } from 'kysely';
import type { Database } from './database.ts';
import { madeAt } from './ids.ts';
import { goesOn, isHeld } from './shard-states.ts';
import type { Store, StoreState } from './store.ts';

/** Counts over indices, so that what finished long ago costs nothing. */
export function state({ kysely, connections }: Database): Store['state'] {
  return async () => {
    const [waiting, leased, measurements, blobs] = await Promise.all([
      // A shard's id holds the time when it was made (newId).
      sql<{ priority: StoreState['waiting'][number]['priority']; shards: number; oldest: string }>`
        select case sign(m.priority) when 1 then 'above' when -1 then 'below' else 'default' end as priority,
          count(*) as shards, min(s.id::text) as oldest
        from shards s join measurements m on m.id = s.measurement_id
        where s.state = 'WAITING' and ${goesOn}
        group by 1`.execute(kysely),
      sql<{ count: number }>`select count(*) as count from shards s join measurements m on m.id = s.measurement_id
        where ${isHeld}`.execute(kysely),
      sql<StoreState['measurements'][number]>`
        select status, count(*) as count from measurements group by status`.execute(kysely),
      sql<{ count: number; bytes: number }>`
        select count(*) as count, coalesce(sum(size_bytes), 0)::double precision as bytes from blobs`.execute(kysely),
    ]);
    return {
      waiting: waiting.rows.map(({ oldest, ...row }) => ({
        ...row,
        oldestSeconds: Math.max(0, (Date.now() - madeAt(oldest)) / 1000),
      })),
      leasedShards: leased.rows[0]?.count ?? 0,
      measurements: measurements.rows,
      blobs: blobs.rows[0] ?? { count: 0, bytes: 0 },
      connections: connections(),
    };
  };
}
