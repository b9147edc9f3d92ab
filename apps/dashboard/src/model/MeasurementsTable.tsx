import { Link } from '../components/Link.tsx';
import { measurementHref, modelHref } from '../components/links.ts';
import { TableScroll } from '../components/TableScroll.tsx';
import { dateTime } from '../format/time.ts';
import { count } from '../format/words.ts';
import type { MeasurementHead } from '../measurement/fragments.ts';
import { describeParameters } from '../measurement/parameters.ts';
import { StatusWord } from '../measurement/StatusWord.tsx';
import { methodName } from '../measurement/status.ts';
import classes from './ModelPage.module.css';

/** Everything that was measured of a model, newest first. */
export function MeasurementsTable({
  measurements,
  total,
  shown,
}: {
  measurements: readonly MeasurementHead[];
  total: number;
  /** The measurements that the figures above are of. */
  shown: ReadonlySet<string>;
}) {
  const several = new Set(measurements.map((m) => m.dataset.id)).size > 1;
  return (
    <section aria-labelledby="measurements">
      <h2 id="measurements">
        Measurements{' '}
        <span className="muted">
          {total > measurements.length ? `the newest ${measurements.length} of ${count(total)}` : ''}
        </span>
      </h2>
      <TableScroll label="Measurements">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Method</th>
              <th scope="col" className={classes.minor}>
                Parameters
              </th>
              {several && <th scope="col">Dataset</th>}
              <th scope="col" className="numeric">
                Images
              </th>
              <th scope="col" className={classes.minor}>
                Runtime
              </th>
              <th scope="col">Status</th>
              <th scope="col" className={`numeric ${classes.minor}`}>
                Seed
              </th>
              <th scope="col" className={`numeric ${classes.minor}`}>
                Started
              </th>
            </tr>
          </thead>
          <tbody>
            {measurements.map((m) => (
              <tr key={m.id}>
                <td>
                  <Link href={measurementHref(m.id)} style={{ color: 'var(--accent)' }}>
                    {methodName(m.method)}
                  </Link>
                  {m.method === 'PATH_SPECTRUM' &&
                    !shown.has(m.id) &&
                    m.status !== 'QUEUED' &&
                    m.status !== 'FAILED' && (
                      <Link href={showLink(m)} className={classes.show}>
                        Show
                      </Link>
                    )}
                  {shown.has(m.id) && <span className={`muted ${classes.show}`}>shown</span>}
                </td>
                <td className={`${classes.minor} ${classes.parameters}`}>
                  {describeParameters(m.method, m.provenance.parameters)}
                </td>
                {several && <td>{m.dataset.name}</td>}
                <td className="numeric">{count(m.imagesEvaluated)}</td>
                <td className={classes.minor}>{m.runtime ?? '–'}</td>
                <td>
                  <StatusWord status={m.status} progress={m.progress} />
                </td>
                <td className={`numeric ${classes.minor}`}>{m.seed}</td>
                <td className={`numeric ${classes.minor}`}>{dateTime(m.createdAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

function showLink({ id, model }: MeasurementHead): string {
  return `${modelHref(model.id)}?measurement=${encodeURIComponent(id)}`;
}
