'use client';

import { ImportResults } from './ImportResults.tsx';
import classes from './Register.module.css';
import { RegisterDataset } from './RegisterDataset.tsx';
import { RegisterModel } from './RegisterModel.tsx';

interface EmptyStartProps {
  title: string;
  /** What would fill the page. */
  children: string;
  /** Called when something came in. */
  onFilled: () => void;
  /** False where the page offers the form for a model already: a dropped file opens one form. */
  withModel?: boolean;
}

/** A page without models: what would fill it, and the ways there, each one click away. */
export function EmptyStart({ title, children, onFilled, withModel = true }: EmptyStartProps) {
  return (
    <div className={classes.empty}>
      <h2>{title}</h2>
      <p className="finding">{children}</p>
      <div className={classes.ways}>
        {withModel && <RegisterModel primary onRegistered={onFilled} />}
        <RegisterDataset drops={false} onRegistered={onFilled} />
        <ImportResults onImported={onFilled} />
      </div>
    </div>
  );
}
