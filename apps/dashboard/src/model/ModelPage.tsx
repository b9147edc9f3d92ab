'use client';

import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { Notice } from '../components/Notice.tsx';
import { Loading, QueryError } from '../components/States.tsx';
import { useTitle } from '../components/use-title.ts';
import { KeyNumbers } from '../measurement/KeyNumbers.tsx';
import { useMeasurementChanges } from '../measurement/use-changes.ts';
import { usePaced } from '../measurement/use-paced.ts';
import { ModelTrainings } from '../noise-fitting/ModelTrainings.tsx';
import { useStanding } from '../overview/use-standing.ts';
import { active, chosenEvaluation, chosenSpectrum } from './choice.ts';
import { ModelPage as ModelPageQuery, type ModelRecord } from './documents.ts';
import { EstimatorSwitch } from './EstimatorSwitch.tsx';
import { estimatorOf } from './estimator.ts';
import { fractionOf, keyNumbers } from './key-numbers.ts';
import { MeasurementsTable } from './MeasurementsTable.tsx';
import { AccuracyByClass, ModelFigures } from './ModelFigures.tsx';
import { ModelHead, NotMeasured } from './ModelHead.tsx';
import classes from './ModelPage.module.css';
import { Provenance } from './Provenance.tsx';
import { ShownSpectrum } from './ShownSpectrum.tsx';
import { modelFinding } from './sentences.ts';
import { useSpectrum } from './use-spectrum.ts';

/** One model: its numbers, figures, measurements and where they come from. */
export function ModelPage({ id }: { id: string }) {
  const [{ data, error }, refresh] = useQuery({ query: ModelPageQuery, variables: { id } });
  useTitle(data?.model?.name);
  const refetch = usePaced(() => refresh({ requestPolicy: 'network-only' }), 1000);
  useMeasurementChanges((changed) => {
    if (changed.model.id === id) refetch();
  }, refetch);
  if (data?.model) return <Model model={data.model} />;
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

function Model({ model }: { model: ModelRecord }) {
  const search = useSearchParams();
  const estimator = estimatorOf(search);
  const measurements = useMemo(() => model.measurements.edges.map((edge) => edge.node), [model]);
  const chosen = chosenSpectrum(measurements, search.get('measurement'));
  const evaluation = chosenEvaluation(measurements, chosen?.dataset.id ?? null);
  const { spectrum, stale, error, refetch } = useSpectrum(chosen?.id ?? null, estimator);
  const dataset = chosen?.dataset.id ?? evaluation?.dataset.id ?? null;
  const { colour, baseline } = useStanding(model.id, dataset);
  const finding = modelFinding(
    fractionOf('within', model.metrics, spectrum, dataset),
    fractionOf('between', model.metrics, spectrum, dataset),
  );
  const nothing = chosen === null && evaluation === null && model.metrics.length === 0;
  return (
    <>
      <ModelHead
        model={model}
        datasetName={chosen?.dataset.name ?? null}
        colour={colour}
        baseline={baseline?.record.id}
        active={active(measurements)}
      />
      <p className="finding" style={{ marginBottom: 10 }}>
        {chosen !== null && spectrum === null ? ' ' : finding}
        {spectrum?.partial && ' Partial: of the rounds that are done.'}
      </p>
      {chosen !== null && <ShownSpectrum shown={chosen} measurements={measurements} />}
      <div className={classes.numbers}>
        <KeyNumbers numbers={keyNumbers(model.metrics, spectrum, dataset, baseline)} />
      </div>
      {error !== undefined && <QueryError error={error} what="The spectrum" retry={refetch} />}
      {nothing && <NotMeasured model={model} />}
      {chosen !== null && <EstimatorSwitch estimator={estimator} search={search} />}
      {chosen !== null && spectrum === null && error === undefined && <Loading what="Loading spectra…" height={460} />}
      {spectrum !== null && (
        <ModelFigures model={model} spectrum={spectrum} estimator={estimator} colour={colour} stale={stale} />
      )}
      {measurements.some(({ method }) => method === 'NOISE_FITTING') && (
        <ModelTrainings model={model.id} measurements={measurements} />
      )}
      <div className={classes.below}>
        <div className={classes.records}>
          {measurements.length > 0 && (
            <MeasurementsTable
              measurements={measurements}
              total={model.measurements.totalCount}
              shown={chosen?.id ?? null}
            />
          )}
          <Provenance model={model} dataset={spectrum?.dataset ?? null} measurement={spectrum} />
        </div>
        {evaluation !== null && <AccuracyByClass id={evaluation.id} model={model} colour={colour} />}
      </div>
    </>
  );
}
