import { type Runtime, ServerInfo, Viewer } from '@passband/schema';
import type { WorkerRow } from '@passband/store';
import { Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { SEEN_WITHIN_MS } from '../measurements/workers.ts';

@Resolver()
export class ServerResolver {
  @Query(() => ServerInfo, { description: 'This server: its database, queue, workers and their runtimes.' })
  async server(@Ctx() { store, version }: Context): Promise<ServerInfo> {
    const workers = await store.workers.active(SEEN_WITHIN_MS);
    return {
      version,
      database: store.database,
      queueDepth: await store.queue.depth(),
      runtimes: runtimesOf(workers),
      workers: workers.map(({ id, host, runtimes, lastSeenAt, running }) => ({
        ...{ id, host, lastSeenAt, running },
        runtimes: runtimes.filter((runtime) => runtime.available).map((runtime) => runtime.name),
      })),
    };
  }

  @Query(() => Viewer, { description: 'Who is asking, and what they may do.' })
  viewer(@Ctx() { viewer }: Context): Viewer {
    return { name: viewer.name, role: viewer.role };
  }
}

/** Every runtime that a worker knows, once: available where one worker has it. */
function runtimesOf(workers: readonly WorkerRow[]): Runtime[] {
  const known = new Map<string, Runtime>();
  for (const runtime of workers.flatMap((worker) => worker.runtimes)) {
    if (!known.get(runtime.name)?.available) known.set(runtime.name, { ...runtime });
  }
  return [...known.values()].sort((a, b) => Number(b.available) - Number(a.available));
}
