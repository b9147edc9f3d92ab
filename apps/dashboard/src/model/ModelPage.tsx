'use client';

import dynamic from 'next/dynamic';
import { useQuery } from 'urql';
import { Link } from '../components/Link.tsx';
import { Notice } from '../components/Notice.tsx';
import { Loading, QueryError } from '../components/States.tsx';
import { useAhead } from '../components/use-ahead.ts';
import { useTitle } from '../components/use-title.ts';
import { KeyNumbers } from '../measurement/KeyNumbers.tsx';
import { useRefetch } from '../measurement/use-refetch.ts';
import { active } from './choice.ts';
import { ModelPage as ModelPageQuery, type ModelRecord } from './documents.ts';
import { MeasurementsTable } from './MeasurementsTable.tsx';
import { ModelBar } from './ModelBar.tsx';
import { ModelHead } from './ModelHead.tsx';
import classes from './ModelPage.module.css';
import { Offers } from './Offers.tsx';
import { Provenance } from './Provenance.tsx';
import { ShownSpectrum } from './ShownSpectrum.tsx';
import { useView } from './use-view.ts';

const loadFigures = () => import('./ModelFigures.tsx').then(({ ModelFigures }) => ModelFigures);
const ModelFigures = dynamic(loadFigures, { ssr: false, loading: () => <Loading what="" height={460} /> });
const ModelTrainings = dynamic(
  () => import('../noise-fitting/ModelTrainings.tsx').then(({ ModelTrainings }) => ModelTrainings),
  { ssr: false },
);

/** One model: its numbers, figures, measurements and where they come from. */
export function ModelPage({ id }: { id: string }) {
  useAhead(loadFigures);
  const [{ data, error }, refresh] = useQuery({ query: ModelPageQuery, variables: { id } });
  useTitle(data?.model?.name);
  const refetch = useRefetch(refresh, (changed) => changed.model.id === id);
  if (data?.model) return <Model model={data.model} refetch={refetch} />;
  if (error !== undefined) return <QueryError error={error} what="The model" retry={refetch} />;
  if (data === undefined) return <Loading what="Loading the model…" height={400} />;
  return (
    <Notice kind="note" title={`There is no model ${id}.`}>
      It may have been deleted. <Link href="/models">All models</Link>
    </Notice>
  );
}

function Model({ model, refetch }: { model: ModelRecord; refetch: () => void }) {
  const view = useView(model);
  const { all, here, choices, dataset, shown, spectrum, spectrumError, estimator, colour, baseline } = view;
  const isHere = model.format !== 'EXTERNAL';
  const linear = here.find(({ id }) => id === shown.LINEAR);
  return (
    <>
      <ModelHead {...{ model, dataset, colour }} baseline={baseline?.record.id} active={active(all)} />
      <p className="finding" style={{ marginBottom: 10 }}>
        {view.finding}
      </p>
      {linear !== undefined && <ShownSpectrum shown={linear} spectrum={spectrum} measurements={here} />}
      {dataset !== null && (
        <ModelBar
          datasets={choices}
          dataset={dataset.id}
          estimator={view.hasSpectra ? estimator : null}
          search={view.search}
        />
      )}
      <div className={classes.numbers}>
        <KeyNumbers numbers={view.numbers} />
      </div>
      {spectrumError !== undefined && (
        <QueryError error={spectrumError} what="The spectrum" retry={view.refetchSpectrum} />
      )}
      {!isHere && all.length + model.metrics.length === 0 && (
        <p className="muted">
          Only results of this model are kept here, no file that could be measured, and none are recorded yet.
        </p>
      )}
      <ModelFigures model={model} {...view} />
      {isHere && dataset !== null && <Offers {...{ model, dataset }} measurements={here} onStarted={refetch} />}
      {here.some(({ method }) => method === 'NOISE_FITTING') && <ModelTrainings model={model.id} measurements={here} />}
      <div className={classes.below}>
        {all.length > 0 && (
          <MeasurementsTable
            measurements={all}
            total={model.measurements.totalCount}
            shown={new Set(Object.values(shown).filter((id) => id !== null))}
          />
        )}
        <Provenance model={model} dataset={spectrum?.dataset ?? null} measurement={spectrum} />
      </div>
    </>
  );
}
