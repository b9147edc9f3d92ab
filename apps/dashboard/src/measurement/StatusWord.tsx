import { Sign } from '../components/Sign.tsx';
import { words } from '../format/words.ts';
import classes from './LiveView.module.css';
import { shareDone } from './status.ts';

const signs = { RUNNING: 'dot', SUCCEEDED: 'check', FAILED: 'cross', CANCELLED: 'dash', QUEUED: 'ring' } as const;

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
      <Sign shape={isKnown(status) ? signs[status] : 'ring'} /> {words(status)}
      {share}
    </span>
  );
}

function isKnown(status: string): status is keyof typeof signs {
  return status in signs;
}
