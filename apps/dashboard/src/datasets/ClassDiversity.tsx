'use client';

import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { BarSelect } from '../components/BarSelect.tsx';
import { Link } from '../components/Link.tsx';
import { LoadingAxes, QueryError } from '../components/States.tsx';
import { useAhead } from '../components/use-ahead.ts';
import { measureLink } from '../measure/form.ts';
import { type Spectrum, spectrumWords, suitedSpectra } from './diversity.ts';
import { FractionsByClassQuery, SpectraOfDatasetQuery } from './documents.ts';

const loadFigure = () => import('./DiversityFigure.tsx').then(({ DiversityFigure }) => DiversityFigure);
const DiversityFigure = dynamic(loadFigure, { ssr: false, loading: LoadingFractions });

interface ClassDiversityProps {
  dataset: { id: string; name: string };
  diversities: readonly { index: number; name: string; diversity: number | null }[];
  measurement: string | undefined;
  onMeasurement: (id: string) => void;
}

/** How diverse the classes are against how a network's outputs vary within them, for a spectrum that is chosen. */
export function ClassDiversity({ dataset, diversities, measurement, onMeasurement }: ClassDiversityProps) {
  useAhead(loadFigure);
  const [{ data, error }, again] = useQuery({ query: SpectraOfDatasetQuery, variables: { dataset: dataset.id } });
  const spectra = useMemo(
    () => suitedSpectra((data?.measurements.edges ?? []).flatMap(({ node }) => spectrumOf(node))),
    [data],
  );
  const chosen = spectra.find(({ id }) => id === measurement) ?? spectra[0];
  const [{ data: fractions, error: problem }, retry] = useQuery({
    query: FractionsByClassQuery,
    variables: { id: chosen?.id ?? '' },
    pause: chosen === undefined,
  });
  const found = fractions?.measurement;
  const groups = found?.__typename === 'PathSpectrumMeasurement' && found.id === chosen?.id ? found.groups : undefined;
  if (error) return <QueryError error={error} what="The spectra" retry={again} />;
  if (data && chosen === undefined)
    return (
      <p className="caption">
        With a path spectrum on this dataset, diversity is set against each class’s own high-frequency fraction.{' '}
        <Link href={fixedSamples(dataset.id)}>Measure one with 60 samples a path</Link>
      </p>
    );
  return (
    <>
      {chosen && (
        <div className="bar" style={{ marginBottom: 12 }}>
          <BarSelect
            label="Fractions of"
            options={spectra.map((spectrum) => ({ value: spectrum.id, label: spectrumWords(spectrum) }))}
            value={chosen.id}
            onChange={onMeasurement}
          />
          {chosen.samples === null && <Link href={fixedSamples(dataset.id)}>Measure with 60 samples a path</Link>}
        </div>
      )}
      {problem && <QueryError error={problem} what="The fractions" retry={retry} />}
      {chosen && groups ? (
        <DiversityFigure dataset={dataset.name} spectrum={chosen} classes={diversities} groups={groups} />
      ) : (
        <LoadingFractions />
      )}
    </>
  );
}

const fixedSamples = (dataset: string): string =>
  measureLink({ dataset, sampling: 'samples', samples: '60', scopes: 'within' });

function spectrumOf(node: { __typename: string; id: string; model: { name: string } } & Partial<Spectrum>): Spectrum[] {
  const { id, model, path, samples = null, step = null } = node;
  return path === undefined ? [] : [{ id, model, path, samples, step }];
}

function LoadingFractions() {
  return <LoadingAxes what="Loading fractions by class…" height={380} />;
}
