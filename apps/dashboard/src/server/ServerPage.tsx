'use client';

import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../api/graphql.ts';
import { Sign } from '../components/Sign.tsx';
import { Loading, QueryError } from '../components/States.tsx';
import { seconds } from '../format/time.ts';
import { plural } from '../format/words.ts';

const ServerQuery = graphql(`
  query Server {
    server {
      version
      database
      queueDepth
      runtimes {
        name
        available
        device
        reason
      }
      workers {
        id
        host
        runtimes
        lastSeenAt
        running
      }
    }
  }
`);

const refreshMs = 5000;

/** Workers, queue and runtimes of this server. */
export function ServerPage() {
  const [{ data, error }, refetch] = useQuery({ query: ServerQuery });
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
      {error && (
        <QueryError error={error} what="The server's state" retry={() => refetch({ requestPolicy: 'network-only' })} />
      )}
      {!server && !error && <Loading />}
      {server && (
        <>
          <Workers workers={server.workers} now={now} />
          <Runtimes runtimes={server.runtimes} />
        </>
      )}
    </>
  );
}

interface WorkersProps {
  workers: readonly { id: string; host: string; runtimes: readonly string[]; lastSeenAt: string; running: number }[];
  now: number | undefined;
}

function Workers({ workers, now }: WorkersProps) {
  return (
    <section aria-labelledby="workers" style={{ paddingBottom: 26 }}>
      <h2 id="workers">Workers</h2>
      {workers.length === 0 ? (
        <p className="finding">
          None: what is started waits. <code>npm start</code> starts the server with a worker of its own.
        </p>
      ) : (
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Host</th>
                <th scope="col">Runtimes</th>
                <th scope="col" className="numeric">
                  Running shards
                </th>
                <th scope="col" className="numeric">
                  Last seen
                </th>
              </tr>
            </thead>
            <tbody>
              {workers.map((worker) => (
                <tr key={worker.id}>
                  <td>{worker.host}</td>
                  <td>{worker.runtimes.join(', ')}</td>
                  <td className="numeric">{worker.running}</td>
                  <td className="numeric">
                    {now === undefined ? '' : `${seconds(now - Date.parse(worker.lastSeenAt))} ago`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

interface RuntimesProps {
  runtimes: readonly { name: string; available: boolean; device: string | null; reason: string | null }[];
}

function Runtimes({ runtimes }: RuntimesProps) {
  return (
    <section aria-labelledby="runtimes">
      <h2 id="runtimes">Runtimes</h2>
      {runtimes.length === 0 ? (
        <p className="finding">None is known yet: a worker tells its own when it connects.</p>
      ) : (
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Runtime</th>
                <th scope="col">Available</th>
                <th scope="col">Device, or why not</th>
              </tr>
            </thead>
            <tbody>
              {runtimes.map((runtime) => (
                <tr key={runtime.name}>
                  <td>{runtime.name}</td>
                  <td style={{ color: runtime.available ? 'var(--done)' : 'var(--muted)' }}>
                    <Sign shape={runtime.available ? 'dot' : 'ring'} /> {runtime.available ? 'yes' : 'no'}
                  </td>
                  <td style={{ whiteSpace: 'normal' }}>
                    {runtime.available ? (runtime.device ?? '–') : (runtime.reason ?? '–')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
