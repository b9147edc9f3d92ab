'use client';

import { useMemo } from 'react';
import { SpectraOverlay } from '../compare/SpectraOverlay.tsx';
import { fixed } from '../format/numbers.ts';
import { estimatorWords, magnitudeName } from '../measurement/sentences.ts';
import { type Estimator, estimators } from '../model/estimator.ts';
import type { CutoffUnit } from '../model/fraction.ts';
import type { InspectedPath } from './documents.ts';
import classes from './Inspector.module.css';
import { pathSpectraFigure, spectrumOf } from './spectra.ts';

interface PathSpectraProps {
  models: readonly { name: string; colour: number; path: InspectedPath }[];
  estimator: Estimator;
  cutoff: number;
  unit: CutoffUnit;
  fileName: string;
  stale: boolean;
}

/** The path's spectrum by each estimator, the chosen one first. */
export function PathSpectra({ estimator, ...props }: PathSpectraProps) {
  const order = [estimator, ...estimators.filter((other) => other !== estimator)];
  return (
    <div className={classes.spectra}>
      {order.map((one, k) => (
        <PathSpectrum key={one} {...props} estimator={one} first={k === 0} />
      ))}
    </div>
  );
}

function PathSpectrum({
  models,
  estimator,
  cutoff,
  unit,
  fileName,
  stale,
  first,
}: PathSpectraProps & { first: boolean }) {
  const figure = useMemo(
    () => pathSpectraFigure(models, { estimator, cutoff, unit }),
    [models, estimator, cutoff, unit],
  );
  const perPath = models[0] && spectrumOf(models[0].path, estimator).frequencyUnit === 'CYCLES_PER_PATH';
  const fractions = models.map(
    ({ name, path }) => `${models.length > 1 ? `${name} ` : ''}${fixed(path[estimator], 3)}`,
  );
  return (
    <SpectraOverlay
      title={`${first ? 'This path’s spectrum' : 'The same'}, ${estimatorWords(estimator)}`}
      subtitle={`High-frequency fraction ${fractions.join(', ')}`}
      caption={
        estimator === 'MIRRORED'
          ? 'One path has no bounds. Without the zero frequency and the last bin, 0 by symmetry.'
          : 'One path has no bounds. Without the zero frequency.'
      }
      figure={figure}
      valueName={magnitudeName(estimator)}
      frequencyName={perPath ? 'Cycles per path' : 'Cycles per unit distance'}
      fileName={`${fileName}-${estimator.toLowerCase().replace('_', '-')}`}
      query="measurement { paths(classA, classB) { edges { node { spectrum(estimator) { frequency magnitude } } } } }"
      stale={stale}
      rule={false}
    />
  );
}
