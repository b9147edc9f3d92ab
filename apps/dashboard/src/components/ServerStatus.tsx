'use client';

import Link from 'next/link';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../api/graphql.ts';
import { plural } from '../format/words.ts';

const StatusQuery = graphql(`
  query ServerStatus {
    server {
      queueDepth
      workers {
        id
        running
      }
    }
  }
`);

const refreshMs = 10_000;

/** How many workers there are and what they do, in a few words; leads to the server's page. */
export function ServerStatus({
  className,
  dotClassName,
}: {
  className: string | undefined;
  dotClassName: string | undefined;
}) {
  const [{ data }, refresh] = useQuery({ query: StatusQuery });
  useEffect(() => {
    const timer = setInterval(() => refresh({ requestPolicy: 'network-only' }), refreshMs);
    return () => clearInterval(timer);
  }, [refresh]);
  if (!data) return null;
  const { workers, queueDepth } = data.server;
  const running = workers.reduce((sum, worker) => sum + worker.running, 0);
  return (
    <Link href="/server" className={className}>
      <span className={dotClassName} data-kind={workers.length === 0 ? 'none' : 'some'} />
      {statusWords(workers.length, running, queueDepth)}
    </Link>
  );
}

function statusWords(workers: number, running: number, queued: number): string {
  if (workers === 0) return queued > 0 ? `no worker, ${queued} waiting` : 'no worker';
  const state = running > 0 || queued > 0 ? 'measuring' : 'idle';
  return `${plural(workers, 'worker')}, ${state}`;
}
