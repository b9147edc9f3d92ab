import type { RuntimeDescription } from '@passband/engine';
import { type Kysely, sql } from 'kysely';
import type { WorkerRow } from './rows.ts';
import { isHeld } from './shard-states.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

export async function sawWorker(
  kysely: Kysely<Tables>,
  worker: { id: string; host: string; runtimes: RuntimeDescription[] },
): Promise<void> {
  await sql`insert into workers (id, host, runtimes) values (${worker.id}, ${worker.host}, ${JSON.stringify(worker.runtimes)}::jsonb)
    on conflict (id) do update set host = excluded.host, runtimes = excluded.runtimes, last_seen_at = now()`.execute(
    kysely,
  );
}

export function workers(kysely: Kysely<Tables>): Store['workers'] {
  return {
    async active(withinMs) {
      const { rows } = await sql<WorkerRow>`
        select w.id, w.host, w.runtimes, w.last_seen_at as "lastSeenAt", (
          select count(*) from shards s join measurements m on m.id = s.measurement_id
          where s.worker_id = w.id and ${isHeld}
        ) as running
        from workers w where w.last_seen_at >= now() - ${withinMs} * interval '1 ms'
        order by w.host, w.id`.execute(kysely);
      return rows;
    },
    seen: (worker) => sawWorker(kysely, worker),
  };
}
