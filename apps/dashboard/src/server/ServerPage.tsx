'use client';

import { useEffect, useState } from 'react';
import { useKeptQuery } from '../api/use-kept-query.ts';
import { Loading, QueryError } from '../components/States.tsx';
import { plural } from '../format/words.ts';
import { ServerQuery } from './documents.ts';
import { Runtimes } from './Runtimes.tsx';
import { Tokens } from './Tokens.tsx';
import { ViewerLine } from './ViewerLine.tsx';
import { Workers } from './Workers.tsx';

const refreshMs = 5000;
const noVariables = {};

/** Workers, queue and runtimes of this server, who looks at it, and the tokens that were given out. */
export function ServerPage() {
  const [{ data, error }, refetch] = useKeptQuery({ query: ServerQuery, variables: noVariables });
  const [now, setNow] = useState<number>();
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => {
      setNow(Date.now());
      refetch({ requestPolicy: 'network-only' });
    }, refreshMs);
    return () => clearInterval(timer);
  }, [refetch]);
  const server = data?.server;
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Server</h1>
          <p className="finding">
            {server &&
              `Passband ${server.version} on ${server.database}. ${plural(server.workers.length, 'worker')}; ${
                server.queueDepth === 0 ? 'nothing waits' : `${plural(server.queueDepth, 'shard')} waiting`
              }.`}
          </p>
        </div>
      </div>
      {error && <QueryError error={error} what="The server's state" retry={refetch} />}
      {!server && !error && <Loading />}
      {server && (
        <div style={error ? { opacity: 0.55 } : undefined}>
          <Workers workers={server.workers} now={now} />
          <Runtimes runtimes={server.runtimes} />
          <ViewerLine viewer={data.viewer} />
          {data.viewer.role === 'ADMIN' && <Tokens />}
        </div>
      )}
    </>
  );
}
