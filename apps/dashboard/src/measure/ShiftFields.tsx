'use client';

import { LABELS } from '../format/labels.ts';
import { type FormAccess, TextField } from './fields.tsx';
import classes from './MeasurePage.module.css';

/** At how many images, along how many directions, by which difference. */
export function JacobianFields(access: FormAccess) {
  return (
    <>
      <div className={classes.pair}>
        <TextField {...access} name="images" label="Images, at most" />
        <TextField {...access} name="directionCount" label="Random directions" />
      </div>
      <div className={classes.pair}>
        <TextField {...access} name="difference" label="Difference" unit="units" />
        <TextField {...access} name="seed" label="Seed" />
      </div>
    </>
  );
}

/** How many images, shifted how far, by which basis images. */
export function HeatMapFields(access: FormAccess) {
  return (
    <>
      <div className={classes.pair}>
        <TextField {...access} name="images" label="Images, at most" />
        <TextField {...access} name="norm" label={LABELS.norm} unit="units" />
      </div>
      <div className={classes.pair}>
        <TextField {...access} name="maximumImageFrequency" label={LABELS.maximumImageFrequency} placeholder="all" />
        <TextField {...access} name="seed" label="Seed" />
      </div>
    </>
  );
}
