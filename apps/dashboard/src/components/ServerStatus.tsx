'use client';

import { useEffect } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../api/graphql.ts';
import { plural } from '../format/words.ts';
import { Link } from './Link.tsx';

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
  wordsClassName,
}: {
  className: string | undefined;
  dotClassName: string | undefined;
  /** Of the words, the state in a span: narrow screens hide it, then all, but not from screen readers. */
  wordsClassName: string | undefined;
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
      <span className={wordsClassName}>
        {workers.length === 0 ? 'no worker' : plural(workers.length, 'worker')}
        <span>{stateWords(workers.length, running, queueDepth)}</span>
      </span>
    </Link>
  );
}

function stateWords(workers: number, running: number, queued: number): string {
  if (workers === 0) return queued > 0 ? `, ${queued} waiting` : '';
  return running > 0 || queued > 0 ? ', measuring' : ', idle';
}
