import type { ReactNode } from 'react';
import classes from './KeyNumbers.module.css';

export interface KeyNumber {
  label: string;
  number: string;
  /** Muted, behind the number: the bound or the unit. */
  unit?: string;
  /** Before the note: what is sure. */
  strong?: string;
  /** One line below. */
  note?: ReactNode;
}

/** A row of numbers between hairlines; every cell keeps its three lines, so that nothing moves when values arrive. */
export function KeyNumbers({ numbers, stale = false }: { numbers: readonly KeyNumber[]; stale?: boolean }) {
  return (
    <dl className={classes.row} data-stale={stale}>
      {numbers.map(({ label, number, unit, strong, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <span className="key-number">{number}</span> <span className={classes.unit}>{unit ?? ''}</span>
          </dd>
          <dd className={classes.note}>
            {strong !== undefined && <strong>{strong}</strong>} {note ?? ' '}
          </dd>
        </div>
      ))}
    </dl>
  );
}
