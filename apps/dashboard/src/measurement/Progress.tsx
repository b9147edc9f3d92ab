'use client';

import { useEffect, useState } from 'react';
import { usePaced } from '../components/use-paced.ts';
import type { MeasurementHead } from './fragments.ts';
import classes from './LiveView.module.css';
import { announcement } from './sentences.ts';
import { isFinal, shareDone } from './status.ts';

/** The bar over the numbers. */
export function ProgressBar({ measurement }: { measurement: MeasurementHead }) {
  const share = shareDone(measurement.progress, measurement.status);
  return (
    <div
      className={classes.bar}
      role="progressbar"
      aria-label={`Progress of ${measurement.model.name}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(100 * share)}
      data-status={measurement.status}
    >
      <div style={{ width: `${100 * share}%` }} />
    </div>
  );
}

/** Says progress and the end to screen readers, at most every five seconds. */
export function Announcer({ measurement }: { measurement: MeasurementHead }) {
  const [text, setText] = useState('');
  const current = announcement(measurement);
  const say = usePaced(() => setText(current), 5000);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text is what there is to say
  useEffect(() => say(), [current, say]);
  return (
    <p
      className="visually-hidden"
      role="status"
      aria-live="polite"
      aria-atomic="true"
      data-final={isFinal(measurement.status)}
    >
      {text}
    </p>
  );
}
