'use client';

import { Textarea } from '@mantine/core';
import { waves } from './direction-list.ts';
import type { FormAccess } from './fields.tsx';
import classes from './MeasurePage.module.css';

const ways = ['across', 'down', 'diagonal'] as const;

/** The list of directions, with ready ones to start from. */
export function DirectionsField({
  form,
  errors,
  set,
  imageShape,
}: FormAccess & { imageShape: readonly number[] | null }) {
  const change = set('directions');
  return (
    <div>
      <Textarea
        size="xs"
        label="Directions"
        autosize
        minRows={1}
        maxRows={5}
        placeholder="Fourier basis images across, of every frequency"
        value={form.directions}
        error={errors.directions}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <div className={classes.ready}>
        <span className="caption">Fill in</span>
        {imageShape !== null &&
          ways.map((way) => (
            <button key={way} type="button" className="link" onClick={() => change(waves(imageShape, way))}>
              {way}
            </button>
          ))}
        {['random', 'composite-f', 'composite-inverse-f'].map((word) => (
          <button key={word} type="button" className="link" onClick={() => change(`${form.directions} ${word}`.trim())}>
            + {word}
          </button>
        ))}
      </div>
    </div>
  );
}
