import { Sign } from '../components/Sign.tsx';
import { TableScroll } from '../components/TableScroll.tsx';

interface RuntimesProps {
  runtimes: readonly { name: string; available: boolean; device: string | null; reason: string | null }[];
}

/** What can evaluate networks here, or why not and what would make it so. */
export function Runtimes({ runtimes }: RuntimesProps) {
  return (
    <section aria-labelledby="runtimes" style={{ paddingBottom: 26 }}>
      <h2 id="runtimes">Runtimes</h2>
      {runtimes.length === 0 ? (
        <p className="finding">None is known yet: a worker tells its own when it connects.</p>
      ) : (
        <TableScroll label="Runtimes">
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
        </TableScroll>
      )}
    </section>
  );
}
