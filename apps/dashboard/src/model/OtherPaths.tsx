'use client';

import { Loading, QueryError } from '../components/States.tsx';
import { DirectionFractionsFigure } from '../directions/DirectionFractionsFigure.tsx';
import { DirectionMapFigure } from '../directions/DirectionMapFigure.tsx';
import { lowerFirst } from '../format/words.ts';
import { alongPaths, samplesWords, unitWords } from '../measurement/path-words.ts';
import { SpectraFigure } from '../measurement/SpectraFigure.tsx';
import { estimatorWords, spectraFinding } from '../measurement/sentences.ts';
import type { Estimator } from './estimator.ts';
import { groupRecords } from './groups.ts';
import { groupPathWords } from './sentences.ts';
import { useSpectrum } from './use-spectrum.ts';

interface OtherPathsProps {
  /** Of a measurement. */
  id: string;
  estimator: Estimator;
  colour: number;
  fileName: string;
}

/** Spectra of amplitude or phase paths. */
export function FourierPaths({ id, estimator, colour, fileName }: OtherPathsProps) {
  const { spectrum, stale, error, refetch } = useSpectrum(id, estimator);
  if (error !== undefined) return <QueryError error={error} what="The spectrum" retry={refetch} />;
  if (spectrum === null) return <Loading what="Loading spectra…" height={420} />;
  const kind = spectrum.path.toLowerCase();
  const paths = groupPathWords(groupRecords(spectrum.groups), 'group');
  return (
    <SpectraFigure
      title={(rows) => `${kind === 'phase' ? 'Phases' : 'Amplitudes'}: ${lowerFirst(spectraFinding(rows))}`}
      subtitle={`Spectrum of the class probabilities ${alongPaths(spectrum.path)}, ${estimatorWords(estimator)}`}
      spectra={spectrum.spectra}
      note={`${samplesWords(spectrum)} ${paths === '' ? '' : `${paths}; `}${unitWords(spectrum.spectra[0]?.frequencyUnit)}, seed ${spectrum.seed}.`}
      query="measurement { spectra(estimator) { scope frequency magnitude lower upper } }"
      fileName={`${fileName}-${kind}-spectra`}
      {...{ estimator, colour, stale }}
    />
  );
}

/** Image frequency against function frequency. */
export function DirectionMap({ id, ...props }: OtherPathsProps) {
  const shown = useDirections(id, props.estimator);
  return shown.props === null ? shown.instead : <DirectionMapFigure {...props} {...shown.props} />;
}

/** High-frequency fraction against image frequency. */
export function DirectionFractions({ id, ...props }: OtherPathsProps) {
  const shown = useDirections(id, props.estimator);
  return shown.props === null ? shown.instead : <DirectionFractionsFigure {...props} {...shown.props} />;
}

function useDirections(id: string, estimator: Estimator) {
  const { spectrum, stale, error, refetch } = useSpectrum(id, estimator);
  const instead =
    error === undefined ? (
      <Loading what="Loading directions…" height={420} />
    ) : (
      <QueryError error={error} what="The directions" retry={refetch} />
    );
  if (spectrum === null) return { props: null, instead };
  const note = `${samplesWords(spectrum)} Seed ${spectrum.seed}.`;
  return { props: { directions: spectrum.directions, note, stale }, instead };
}
