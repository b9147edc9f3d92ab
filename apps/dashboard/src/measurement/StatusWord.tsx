import { words } from '../format/words.ts';
import classes from './LiveView.module.css';
import { shareDone } from './status.ts';

const signs: Record<string, string> = { RUNNING: '●', SUCCEEDED: '✓', FAILED: '✕', CANCELLED: '–', QUEUED: '○' };

/** A measurement's status as a sign and a word; of a running one, how far it is. */
export function StatusWord({
  status,
  progress,
}: {
  status: string;
  progress?: { done: number; total: number } | undefined;
}) {
  const share =
    status === 'RUNNING' && progress !== undefined ? ` ${Math.floor(100 * shareDone(progress, status))} %` : '';
  return (
    <span className={classes.status} data-status={status}>
      <span aria-hidden="true">{signs[status] ?? '·'}</span> {words(status)}
      {share}
    </span>
  );
}
