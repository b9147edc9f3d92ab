'use client';

import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { Notice } from '../components/Notice.tsx';
import { Loading, QueryError } from '../components/States.tsx';
import { useTitle } from '../components/use-title.ts';
import { useNorms } from '../jacobian-norm/use-norms.ts';
import { KeyNumbers } from '../measurement/KeyNumbers.tsx';
import { bounded } from '../measurement/sentences.ts';
import { useMeasurementChanges } from '../measurement/use-changes.ts';
import { usePaced } from '../measurement/use-paced.ts';
import { ModelTrainings } from '../noise-fitting/ModelTrainings.tsx';
import { useStanding } from '../overview/use-standing.ts';
import { active } from './choice.ts';
import { ModelPage as ModelPageQuery, type ModelRecord } from './documents.ts';
import { estimatorOf } from './estimator.ts';
import { fractionOf, keyNumbers } from './key-numbers.ts';
import { MeasurementsTable } from './MeasurementsTable.tsx';
import { ModelBar } from './ModelBar.tsx';
import { ModelFigures } from './ModelFigures.tsx';
import { ModelHead } from './ModelHead.tsx';
import classes from './ModelPage.module.css';
import { Offers } from './Offers.tsx';
import { Provenance } from './Provenance.tsx';
import { ShownSpectrum } from './ShownSpectrum.tsx';
import { modelFinding } from './sentences.ts';
import { shownOf } from './shown.ts';
import { useDataset } from './use-dataset.ts';
import { useReference } from './use-reference.ts';
import { useResult } from './use-result.ts';
import { useSpectrum } from './use-spectrum.ts';

/** One model: its numbers, figures, measurements and where they come from. */
export function ModelPage({ id }: { id: string }) {
  const [{ data, error }, refresh] = useQuery({ query: ModelPageQuery, variables: { id } });
  useTitle(data?.model?.name);
  const refetch = usePaced(() => refresh({ requestPolicy: 'network-only' }), 1000);
  useMeasurementChanges((changed) => {
    if (changed.model.id === id) refetch();
  }, refetch);
  if (data?.model) return <Model model={data.model} refetch={refetch} />;
  if (error !== undefined) return <QueryError error={error} what="The model" retry={refetch} />;
  if (data === undefined) return <Loading what="Loading the model…" height={400} />;
  return (
    <Notice kind="note" title={`There is no model ${id}.`}>
      It may have been deleted.{' '}
      <Link href="/models" prefetch={false}>
        All models
      </Link>
    </Notice>
  );
}

function Model({ model, refetch }: { model: ModelRecord; refetch: () => void }) {
  const search = useSearchParams();
  const estimator = estimatorOf(search);
  const all = useMemo(() => model.measurements.edges.map((edge) => edge.node), [model]);
  const { choices, dataset } = useDataset(model, all, search);
  const here = useMemo(() => all.filter((m) => m.dataset.id === dataset?.id), [all, dataset?.id]);
  const shown = shownOf(here, search.get('measurement'));
  const { spectrum, stale, error, refetch: refetchSpectrum } = useSpectrum(shown.LINEAR, estimator);
  const { result } = useResult(shown.JACOBIAN_NORM);
  const jacobian = result?.__typename === 'JacobianNormMeasurement' ? result : null;
  const norms = useNorms(dataset?.id ?? null);
  const { colour, baseline } = useStanding(model.id, dataset?.id ?? null);
  const finding = modelFinding(
    fractionOf('within', model.metrics, spectrum, dataset?.id ?? null),
    fractionOf('between', model.metrics, spectrum, dataset?.id ?? null),
  );
  const linear = here.find(({ id }) => id === shown.LINEAR);
  const hasSpectra = [shown.LINEAR, shown.DIRECTION, shown.AMPLITUDE, shown.PHASE].some((id) => id !== null);
  const reference = useReference(baseline?.record.id, dataset?.id ?? null, shown.LINEAR, estimator);
  return (
    <>
      <ModelHead {...{ model, dataset, colour }} baseline={baseline?.record.id} active={active(all)} />
      <p className="finding" style={{ marginBottom: 10 }}>
        {shown.LINEAR !== null && spectrum === null ? ' ' : finding}
        {spectrum?.partial && ' Partial: of the rounds that are done.'}
      </p>
      {linear !== undefined && <ShownSpectrum shown={linear} measurements={here} />}
      {dataset !== null && (
        <ModelBar datasets={choices} dataset={dataset.id} estimator={hasSpectra ? estimator : null} search={search} />
      )}
      <div className={classes.numbers}>
        <KeyNumbers
          numbers={keyNumbers(model.metrics, spectrum, dataset?.id ?? null, baseline, {
            own: jacobian?.jacobianNorm ? bounded(jacobian.jacobianNorm) : null,
            baseline: norms.find(({ id }) => id === baseline?.record.id),
            differences: reference.differences,
          })}
        />
      </div>
      {error !== undefined && <QueryError error={error} what="The spectrum" retry={refetchSpectrum} />}
      {model.format === 'EXTERNAL' && all.length + model.metrics.length === 0 && (
        <p className="muted">
          Only results of this model are kept here, no file that could be measured, and none are recorded yet.
        </p>
      )}
      <ModelFigures {...{ model, shown, spectrum, jacobian, norms, baseline, reference, estimator, colour, stale }} />
      {model.format !== 'EXTERNAL' && dataset !== null && (
        <Offers model={model} dataset={dataset} measurements={here} onStarted={refetch} />
      )}
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
