'use client';

import { Link } from '../components/Link.tsx';
import { measurementHref } from '../components/links.ts';
import { Notice } from '../components/Notice.tsx';
import { TableScroll } from '../components/TableScroll.tsx';
import { plural } from '../format/words.ts';
import type { MeasurementHead } from '../measurement/fragments.ts';
import { StatusWord } from '../measurement/StatusWord.tsx';
import { aboutSeconds, failureParts, takenWords } from '../measurement/sentences.ts';
import { canRetry, isFinal, methodName, shortQueue } from '../measurement/status.ts';
import { useMeasurementActions } from '../measurement/use-actions.ts';
import classes from './MeasurePage.module.css';

/** More rows of what waits would push out of sight what ended. */
const waitingRows = 6;

interface QueueTableProps {
  /** Null until they are loaded. */
  measurements: readonly MeasurementHead[] | null;
  shown: string | null;
  onShow: (id: string) => void;
  onChanged: () => void;
}

/** What runs, what waits, and the last that ended. */
export function QueueTable({ measurements: loaded, shown, onShow, onChanged }: QueueTableProps) {
  const measurements = loaded ?? [];
  const actions = useMeasurementActions((id) => {
    onChanged();
    if (!measurements.some((m) => m.id === id)) onShow(id);
  });
  const running = measurements.filter((m) => m.status === 'RUNNING').length;
  const waiting = measurements.filter((m) => m.status === 'QUEUED').length;
  return (
    <section className={classes.queue} aria-labelledby="queue">
      <h2 id="queue">
        Queue <span className="muted">{loaded === null ? 'loading…' : queueWords(running, waiting)}</span>
      </h2>
      {actions.problem !== undefined && <Notice kind="error" title={actions.problem} />}
      {measurements.length > 0 && (
        <TableScroll label="Queue">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Model</th>
                <th scope="col" className={classes.minor}>
                  Method
                </th>
                <th scope="col">Status</th>
                <th scope="col" className="numeric">
                  Time
                </th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shortQueue(measurements, shown, waitingRows).map((m) => (
                <tr key={m.id} data-shown={m.id === shown}>
                  <td className={classes.nameCell}>
                    <button type="button" className={classes.rowButton} onClick={() => onShow(m.id)}>
                      {m.model.name}
                    </button>
                  </td>
                  <td className={classes.minor}>{methodName(m.method)}</td>
                  <td className={classes.statusCell}>
                    <StatusWord status={m.status} progress={m.progress} />
                    {m.status === 'FAILED' && <span className={classes.reason}>{failureParts(m.error).what}</span>}
                  </td>
                  <td className="numeric">{timeWords(m)}</td>
                  <td className="numeric">
                    {!isFinal(m.status) && (
                      <button
                        type="button"
                        className={`link ${classes.cancel}`}
                        disabled={actions.busy}
                        onClick={() => actions.cancel(m.id)}
                      >
                        Cancel<span className="visually-hidden"> {m.model.name}</span>
                      </button>
                    )}
                    {canRetry(m.status) && (
                      <button
                        type="button"
                        className="link"
                        disabled={actions.busy}
                        onClick={() => actions.retry(m.id)}
                      >
                        Retry<span className="visually-hidden"> {m.model.name}</span>
                      </button>
                    )}
                    {m.status === 'SUCCEEDED' && (
                      <Link href={measurementHref(m.id)} className={classes.open}>
                        Open<span className="visually-hidden"> {m.model.name}</span>
                      </Link>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {waiting > waitingRows && (
        <p className="caption">
          The first {waitingRows} of {plural(waiting, 'waiting measurement')}.
        </p>
      )}
    </section>
  );
}

function queueWords(running: number, waiting: number): string {
  return running + waiting === 0 ? 'empty' : `${running} running, ${waiting} waiting`;
}

function timeWords({ status, progress, startedAt, finishedAt }: MeasurementHead): string {
  if (status === 'RUNNING')
    return progress.secondsLeft === null ? '–' : `${aboutSeconds(progress.secondsLeft).replace('about ', '')} left`;
  return takenWords({ startedAt, finishedAt });
}
