'use client';

import { SegmentedControl } from '@mantine/core';
import dynamic from 'next/dynamic';
import { Suspense, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { useConnection } from '../api/connection.ts';
import { Link } from '../components/Link.tsx';
import { LoadingAxes, QueryError } from '../components/States.tsx';
import { useAhead } from '../components/use-ahead.ts';
import { useSearchState } from '../components/use-search-state.ts';
import { measureLink } from '../measure/form.ts';
import { TrainedDatasets } from './documents.ts';
import { pageFinding } from './finding.ts';
import { groupsOf } from './groups.ts';
import classes from './NoiseFitting.module.css';
import { NoiseFittingBar } from './NoiseFittingBar.tsx';
import { RecordDialog } from './RecordDialog.tsx';
import { chosenGroups, selectionOf } from './selection.ts';
import { formatNoiseFitting, type NoiseFittingState, parseNoiseFitting } from './state.ts';
import { lineOf } from './summary.ts';
import { useNoiseFittings } from './use-noise-fittings.ts';

const loadFigures = () => import('./NoiseFittingFigures.tsx').then(({ NoiseFittingFigures }) => NoiseFittingFigures);
const NoiseFittingFigures = dynamic(loadFigures, { ssr: false, loading: LoadingFigures });

/** How readily networks follow label noise of chosen frequencies: curves by epoch, and minimum against frequency. */
export function NoiseFitting() {
  return (
    <Suspense fallback={<Head finding="" dataset={undefined} />}>
      <Content />
    </Suspense>
  );
}

function LoadingFigures() {
  return (
    <div className={classes.figures}>
      <LoadingAxes what="Loading noise fitting…" height={480} />
      <LoadingAxes what="" height={480} />
    </div>
  );
}

function Content() {
  useAhead(loadFigures);
  const [state, change] = useSearchState(parseNoiseFitting, formatNoiseFitting);
  const [{ data, error: datasetsError }, refetchDatasets] = useQuery({ query: TrainedDatasets });
  const dataset = state.dataset ?? data?.measurements.edges[0]?.node.dataset.id ?? data?.datasets[0]?.id;
  const { runs, error, refetch } = useNoiseFittings(dataset);
  const lost = useConnection().state === 'lost';
  const all = useMemo(() => groupsOf(runs ?? []), [runs]);
  const selection = useMemo(() => selectionOf(runs ?? [], state), [runs, state]);
  const groups = useMemo(() => chosenGroups(all, selection), [all, selection]);
  const shown = useMemo(() => {
    const visible = groups.filter(({ id }) => !state.hidden.includes(id));
    return visible.length > 0 ? visible : groups;
  }, [groups, state.hidden]);
  const curves = shown.find(({ id }) => id === state.curves) ?? shown[0];
  const lines = useMemo(() => shown.map((group) => lineOf(group, state.measure)), [shown, state.measure]);
  const problem = datasetsError ?? error;
  const empty = data?.datasets.length === 0 || runs?.length === 0;
  return (
    <>
      <Head finding={pageFinding(lines, state.measure)} dataset={dataset} />
      <NoiseFittingBar
        {...{ state, dataset, selection, groups, curves }}
        datasets={data?.datasets ?? []}
        onChange={change}
      />
      {problem && (
        <div style={{ marginTop: 16 }}>
          <QueryError
            error={problem}
            what="Noise fitting"
            retry={() => {
              refetchDatasets({ requestPolicy: 'network-only' });
              void refetch();
            }}
          />
        </div>
      )}
      {empty && <Nothing dataset={dataset} />}
      {!runs && !empty && !problem && <LoadingFigures />}
      {curves && selection.noise !== undefined && (
        <div className={lost || (problem && runs) ? classes.dim : undefined}>
          <NoiseFittingFigures
            {...{ curves, lines, selection }}
            group={all.find(({ id }) => id === curves.id)}
            measure={state.measure}
            control={<MeasureSwitch state={state} onChange={change} />}
          />
        </div>
      )}
    </>
  );
}

function Head({ finding, dataset }: { finding: string; dataset: string | undefined }) {
  const [recording, setRecording] = useState(false);
  return (
    <div className="page-head">
      <div>
        <h1>Noise fitting</h1>
        <p className="finding" aria-live="polite">
          {finding}
        </p>
      </div>
      <div className={classes.buttons}>
        <button type="button" className="button" onClick={() => setRecording(true)}>
          Record results
        </button>
        <Link href={sweepLink(dataset)} className="button button-primary">
          New sweep
        </Link>
      </div>
      <RecordDialog dataset={dataset} opened={recording} onClose={() => setRecording(false)} />
    </div>
  );
}

/** What is drawn against frequency. */
function MeasureSwitch({
  state,
  onChange,
}: {
  state: NoiseFittingState;
  onChange: (state: NoiseFittingState) => void;
}) {
  return (
    <SegmentedControl
      size="xs"
      className={classes.switch}
      aria-label="What is drawn against frequency"
      value={state.measure}
      data={[
        { value: 'minimum', label: 'clean − noisy, minimum' },
        { value: 'wave', label: 'wave fitting, maximum' },
      ]}
      onChange={(value) => onChange({ ...state, measure: value === 'wave' ? 'wave' : 'minimum' })}
    />
  );
}

function Nothing({ dataset }: { dataset: string | undefined }) {
  return (
    <div className={classes.empty}>
      <h2>No network was trained with a wave in its labels yet</h2>
      <p>
        A sweep trains one network a frequency, here, with labels smoothed by a wave, and shows after each epoch how
        much of it the network follows. What was trained elsewhere can be recorded: <strong>Record results</strong>{' '}
        shows how.
      </p>
      <Link href={sweepLink(dataset)} className="button button-primary">
        Start a sweep
      </Link>
    </div>
  );
}

function sweepLink(dataset: string | undefined): string {
  return measureLink({ method: 'NOISE_FITTING', dataset: dataset ?? '' });
}
