'use client';

import { useEffect, useMemo } from 'react';
import { useQuery } from 'urql';
import { Link } from '../components/Link.tsx';
import { Loading, QueryError } from '../components/States.tsx';
import { MOST_PANELS, panelOf } from './curves.ts';
import { type ListedMeasurement, ModelNoiseFittings } from './documents.ts';
import { EpochsFigure } from './EpochsFigure.tsx';
import { directionKey, frequencyText, noiseWords } from './wave.ts';

interface ModelTrainingsProps {
  model: string;
  /** Those of the page; when they change, so may the curves. */
  measurements: readonly { id: string }[];
}

/** The newest noise fittings that hang on a model, a small panel each. */
export function ModelTrainings({ model, measurements }: ModelTrainingsProps) {
  const [{ data, error }, refetch] = useQuery({ query: ModelNoiseFittings, variables: { model, first: MOST_PANELS } });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page's measurements tell of a change
  useEffect(() => refetch({ requestPolicy: 'network-only' }), [measurements, refetch]);
  const runs = useMemo(
    () =>
      data?.measurements.edges.flatMap(({ node }) => (node.__typename === 'NoiseFittingMeasurement' ? [node] : [])) ??
      [],
    [data],
  );
  const panels = useMemo(() => {
    const titles = runs.map(titleOf);
    return runs.map((run, k) => panelOf([run], titles.indexOf(titles[k] ?? '') === k ? titleOf(run) : again(run, k)));
  }, [runs]);
  if (error) return <QueryError error={error} what="Noise fitting" retry={refetch} />;
  if (data === undefined) return <Loading what="Loading noise fitting…" height={300} />;
  const [first] = runs;
  const total = data.measurements.totalCount;
  return (
    <div style={{ marginTop: 26 }}>
      <EpochsFigure
        panels={panels}
        title="Noise fitting by epoch"
        subtitle={
          first && (
            <Link href={`/noise-fitting?${new URLSearchParams({ dataset: first.dataset.id, noise: first.noise })}`}>
              Against frequency, beside other models
            </Link>
          )
        }
        caption={`A training run a panel${total > runs.length ? `, the newest ${runs.length} of ${total}` : ''}: no bounds.`}
        fileName="noise-fitting-of-model"
        query="measurements(filter: { model, method: NOISE_FITTING }) { edges { node { ... on NoiseFittingMeasurement { epochs { epoch cleanLoss noisyLoss noiseFitting } } } } }"
        rule
      />
    </div>
  );
}

function titleOf({ noise, frequency, direction, seed }: ListedMeasurement): string {
  const key = directionKey(direction);
  const wave =
    noise === 'UNIFORM' ? 'uniform' : `${noiseWords(noise)}${key ? ` (${key})` : ''} ${frequencyText(frequency)}`;
  return `${wave}, seed ${seed}`;
}

function again(run: ListedMeasurement, k: number): string {
  return `${titleOf(run)}, no. ${k + 1}`;
}
