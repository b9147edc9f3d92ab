'use client';

import { Select } from '@mantine/core';
import { LABELS } from '../format/labels.ts';
import { DirectionsField } from './DirectionsField.tsx';
import { Choice, type FormAccess, TextField } from './fields.tsx';
import classes from './MeasurePage.module.css';
import { meaningful, pathKinds, usualSamples } from './path-form.ts';

const pathLabels = {
  LINEAR: 'linear: between two images',
  AMPLITUDE: 'amplitude: of the Fourier transform',
  PHASE: 'phase: of the Fourier transform',
  DIRECTION: 'direction: image × function frequency',
};

/** Which paths, how many, and how they are sampled; only what has a meaning for the kind of path. */
export function PathFields({ imageShape, ...access }: FormAccess & { imageShape: readonly number[] | null }) {
  const { form, errors, set } = access;
  const has = meaningful(form);
  const precise = has.precision && form.stop === 'precision';
  return (
    <>
      <Select
        size="xs"
        label="Path"
        allowDeselect={false}
        data={pathKinds.map((value) => ({ value, label: pathLabels[value] }))}
        value={form.path}
        error={errors.path}
        onChange={set('path')}
      />
      {has.directions && <DirectionsField {...access} imageShape={imageShape} />}
      {has.scopes && (
        <Choice
          label="Scopes"
          value={form.scopes}
          error={errors.scopes}
          onChange={set('scopes')}
          data={[
            { value: 'both', label: 'both' },
            { value: 'within', label: 'within class' },
            { value: 'between', label: 'between' },
          ]}
        />
      )}
      {has.sampling && (
        <Choice
          label="Samples"
          value={form.sampling}
          onChange={set('sampling')}
          data={[
            { value: 'step', label: 'a step apart' },
            { value: 'samples', label: 'a fixed number' },
          ]}
        />
      )}
      <div className={classes.pair}>
        {has.samples && (
          <TextField
            {...access}
            name="samples"
            label="Samples"
            unit="a path"
            placeholder={String(usualSamples[form.path])}
          />
        )}
        {has.step && <TextField {...access} name="step" label="Step" unit="units" />}
        {has.window && <TextField {...access} name="window" label="Window" unit="of the image" />}
        {!(has.samples && (has.step || has.window)) && <TextField {...access} name="seed" label="Seed" />}
      </div>
      {has.precision && (
        <Choice
          label="Stop"
          value={form.stop}
          onChange={set('stop')}
          data={[
            { value: 'count', label: 'after a fixed count' },
            { value: 'precision', label: 'at a precision' },
          ]}
        />
      )}
      <div className={classes.pair}>
        {precise && <TextField {...access} name="precision" label={LABELS.precision} />}
        <TextField
          {...access}
          name="pairsPerGroup"
          label={precise ? 'At most' : LABELS.pairsPerGroup}
          {...(precise && { unit: 'a group' })}
        />
        {has.samples && (has.step || has.window) && <TextField {...access} name="seed" label="Seed" />}
      </div>
    </>
  );
}
