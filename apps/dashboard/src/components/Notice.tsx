import type { ReactNode } from 'react';
import classes from './Notice.module.css';

/** A strip that says what, why, what to do, in that order. */
export function Notice({
  kind,
  title,
  children,
}: {
  kind: 'warning' | 'error' | 'note';
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className={classes.notice} data-kind={kind} role={kind === 'error' ? 'alert' : 'status'}>
      <strong>{title}</strong> {children}
    </div>
  );
}
