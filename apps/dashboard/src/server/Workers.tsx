import { TableScroll } from '../components/TableScroll.tsx';
import { seconds } from '../format/time.ts';

interface WorkersProps {
  workers: readonly { id: string; host: string; runtimes: readonly string[]; lastSeenAt: string; running: number }[];
  now: number | undefined;
}

/** Who works, and when they were last seen. */
export function Workers({ workers, now }: WorkersProps) {
  return (
    <section aria-labelledby="workers" style={{ paddingBottom: 26 }}>
      <h2 id="workers">Workers</h2>
      {workers.length === 0 ? (
        <p className="finding">
          None: what is started waits. <code>npm start</code> starts the server with a worker of its own.
        </p>
      ) : (
        <TableScroll label="Workers">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Host</th>
                <th scope="col">Worker</th>
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
                  <td title={worker.id}>{worker.id.slice(0, 8)}</td>
                  <td>{worker.runtimes.join(', ')}</td>
                  <td className="numeric">{worker.running}</td>
                  <td className="numeric">
                    {now === undefined ? '' : `${seconds(now - Date.parse(worker.lastSeenAt))} ago`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </section>
  );
}
