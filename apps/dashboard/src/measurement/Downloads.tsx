import type { MeasurementHead } from './fragments.ts';
import classes from './LiveView.module.css';

const formats = ['csv', 'json', 'npz'] as const;

/** All that a measurement found, as files. */
export function Downloads({ measurement: { id, status } }: { measurement: MeasurementHead }) {
  if (status === 'QUEUED') return null;
  return (
    <span className={classes.downloads}>
      <span className="muted">All results</span>
      {formats.map((format) => (
        <a key={format} href={`/export/measurements/${id}.${format}`} download className="action">
          {format.toUpperCase()}
        </a>
      ))}
    </span>
  );
}
