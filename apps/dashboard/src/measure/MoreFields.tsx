'use client';

import { Select } from '@mantine/core';
import { LABELS } from '../format/labels.ts';
import { type FormAccess, TextField } from './fields.tsx';
import classes from './MeasurePage.module.css';
import { meaningful } from './path-form.ts';
import { type Runtime, runtimeChoices, unavailableWords } from './runtimes.ts';

const seldom = ['classes', 'classPairs', 'curvesPerGroup', 'runtime', 'priority'] as const;

/** What is seldom changed, folded away; open where something in it is wrong. */
export function MoreFields({ runtimes, ...access }: FormAccess & { runtimes: readonly Runtime[] }) {
  const { form, errors, set } = access;
  const paths = form.method === 'PATH_SPECTRUM';
  const hasPriority = paths || form.method === 'JACOBIAN_NORM' || form.method === 'FOURIER_HEAT_MAP';
  return (
    <details open={seldom.some((key) => errors[key] !== undefined) || undefined}>
      <summary>More: {paths ? 'classes, runtime, priority' : 'runtime'}</summary>
      <div className={classes.advanced}>
        {paths && (
          <div className={classes.pair}>
            <TextField {...access} name="classes" label="Classes, by index" placeholder="all" />
            {meaningful(form).classPairs && (
              <TextField {...access} name="classPairs" label={LABELS.classPairs} placeholder="all" />
            )}
          </div>
        )}
        {hasPriority && (
          <div className={classes.pair}>
            {paths && <TextField {...access} name="curvesPerGroup" label={LABELS.curvesPerGroup} unit="a group" />}
            <TextField {...access} name="priority" label="Priority" />
          </div>
        )}
        <Select
          size="xs"
          label="Runtime"
          allowDeselect={false}
          data={runtimeChoices(runtimes)}
          value={form.runtime}
          error={errors.runtime}
          onChange={set('runtime')}
        />
        <p className="caption">{unavailableWords(runtimes) || ' '}</p>
      </div>
    </details>
  );
}
