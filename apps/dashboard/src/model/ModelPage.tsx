'use client';

import { SegmentedControl } from '@mantine/core';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { Notice } from '../components/Notice.tsx';
import { Loading, QueryError } from '../components/States.tsx';
import { useFigureTheme } from '../components/use-figure-theme.ts';
import { replaceSearch } from '../measure/url.ts';
import { KeyNumbers } from '../measurement/KeyNumbers.tsx';
import { SpectraFigure } from '../measurement/SpectraFigure.tsx';
import { StatusWord } from '../measurement/StatusWord.tsx';
import { bounded, estimatorWords, spectraFinding } from '../measurement/sentences.ts';
import { methodName } from '../measurement/status.ts';
import { useMeasurementChanges } from '../measurement/use-changes.ts';
import { usePaced } from '../measurement/use-paced.ts';
import { AccuracyFigure } from './AccuracyFigure.tsx';
import { ClassByClassFigure } from './ClassByClassFigure.tsx';
import { active, chosenEvaluation, chosenSpectrum } from './choice.ts';
import {
  type MeasuredSpectrum,
  ModelEvaluation,
  ModelPage as ModelPageQuery,
  type ModelRecord,
  ModelSpectrum,
} from './documents.ts';
import { FractionByClass } from './FractionByClass.tsx';
import { groupRecords, measuredClasses, withinRows } from './groups.ts';
import { keyNumbers, metricOf } from './key-numbers.ts';
import { MeasurementsTable } from './MeasurementsTable.tsx';
import classes from './ModelPage.module.css';
import { Provenance } from './Provenance.tsx';
import { modelFinding } from './sentences.ts';

const estimators = ['PERIODOGRAM', 'MIRRORED', 'DISTANCE_POWER'] as const;
type Estimator = (typeof estimators)[number];

/** Blue: a model that stands alone is not the reference, which is slate. */
export const loneModelColour = 2;

/** One model: its numbers, figures, measurements and where they come from. */
export function ModelPage({ id }: { id: string }) {
  const [{ data, error }, refresh] = useQuery({ query: ModelPageQuery, variables: { id } });
  const refetch = usePaced(() => refresh({ requestPolicy: 'network-only' }), 1000);
  useMeasurementChanges((changed) => {
    if (changed.model.id === id) refetch();
  }, refetch);
  if (data?.model) return <Model model={data.model} />;
  if (error !== undefined) return <QueryError error={error} what="The model" retry={refetch} />;
  if (data !== undefined) {
    return (
      <Notice kind="note" title={`There is no model ${id}.`}>
        It may have been deleted. <Link href="/models">All models</Link>
      </Notice>
    );
  }
  return <Loading what="Loading the model…" height={400} />;
}

function Model({ model }: { model: ModelRecord }) {
  const search = useSearchParams();
  const estimator = estimators.find((choice) => choice === search.get('estimator')) ?? 'PERIODOGRAM';
  const measurements = useMemo(() => model.measurements.edges.map((edge) => edge.node), [model]);
  const chosen = chosenSpectrum(measurements, search.get('measurement'));
  const [spectrumAnswer, refreshSpectrum] = useQuery({
    query: ModelSpectrum,
    variables: { id: chosen?.id ?? '', estimator },
    pause: chosen === null,
  });
  const answered = spectrumAnswer.data?.measurement ?? null;
  const spectrum = chosen !== null && answered?.__typename === 'PathSpectrumMeasurement' ? answered : null;
  const refetchSpectrum = usePaced(() => refreshSpectrum({ requestPolicy: 'network-only' }), 1000);
  useMeasurementChanges((changed) => {
    if (changed.id === chosen?.id) refetchSpectrum();
  }, refetchSpectrum);
  const evaluation = chosenEvaluation(measurements, chosen?.dataset.id ?? null);
  const dataset = chosen?.dataset.id ?? evaluation?.dataset.id ?? null;
  const numbers = keyNumbers(model.metrics, spectrum, dataset);
  const [within, between] = (['within', 'between'] as const).map((scope) => {
    const estimate = spectrum?.[scope] ?? null;
    return estimate === null
      ? spectrum === null
        ? metricOf(model.metrics, `highFrequencyFraction.${scope}`, dataset)
        : null
      : bounded(estimate);
  });
  const measured = chosen !== null || measurements.length > 0 || model.metrics.length > 0;
  return (
    <>
      <Head model={model} datasetName={chosen?.dataset.name ?? null} />
      <p className="finding" style={{ marginBottom: 10 }}>
        {chosen !== null && spectrum === null ? ' ' : modelFinding(within ?? null, between ?? null)}
        {spectrum?.partial && ' Partial: the rounds that are done so far.'}
      </p>
      <Active measurements={active(measurements)} />
      <div className={classes.numbers}>
        <KeyNumbers numbers={numbers} />
      </div>
      {spectrumAnswer.error !== undefined && (
        <QueryError error={spectrumAnswer.error} what="The spectrum" retry={refetchSpectrum} />
      )}
      {measured ? null : <NotMeasured model={model} />}
      {chosen !== null && (
        <>
          <EstimatorSwitch estimator={estimator} search={search} />
          {spectrum === null ? (
            <Loading what="Loading spectra…" height={900} />
          ) : (
            <Figures
              model={model}
              spectrum={spectrum}
              estimator={estimator}
              stale={spectrumAnswer.stale}
              evaluation={evaluation?.id ?? null}
            />
          )}
        </>
      )}
      {chosen === null && evaluation !== null && (
        <div className={classes.figures}>
          <AccuracyByClass id={evaluation.id} fileName={fileName(model)} />
        </div>
      )}
      <div className={classes.below}>
        {measurements.length > 0 && (
          <MeasurementsTable measurements={measurements} total={model.measurements.totalCount} />
        )}
        <Provenance model={model} dataset={spectrum?.dataset ?? null} measurement={spectrum} />
      </div>
    </>
  );
}

function Head({ model, datasetName }: { model: ModelRecord; datasetName: string | null }) {
  const theme = useFigureTheme();
  return (
    <div className="page-head" style={{ paddingBottom: 4 }}>
      <div>
        <nav aria-label="Breadcrumb" className={classes.crumbs}>
          <Link href="/models">Models</Link>
          {datasetName !== null && <span> / {datasetName}</span>}
        </nav>
        <div className={classes.title}>
          <span className={classes.dot} style={{ background: theme.marks[loneModelColour] }} />
          <h1>{model.name}</h1>
          <ul className={classes.tags} aria-label="Tags">
            {model.tags.map((tag) => (
              <li key={tag.key}>
                <span className="muted">{tag.key}</span> {tag.value}
              </li>
            ))}
          </ul>
        </div>
      </div>
      {model.format !== 'EXTERNAL' && (
        <Link className="button button-primary" href={`/measure?model=${encodeURIComponent(model.id)}`}>
          Measure
        </Link>
      )}
    </div>
  );
}

function Active({
  measurements,
}: {
  measurements: ReturnType<typeof active<ModelRecord['measurements']['edges'][number]['node']>>;
}) {
  if (measurements.length === 0) return null;
  return (
    <p className={classes.active}>
      {measurements.map((m) => (
        <span key={m.id}>
          {methodName(m.method)}: <StatusWord status={m.status} progress={m.progress} />{' '}
          <Link href={`/measurements/${m.id}`}>watch</Link>
        </span>
      ))}
    </p>
  );
}

function NotMeasured({ model }: { model: ModelRecord }) {
  return (
    <div className={classes.empty}>
      <h2>Not measured yet</h2>
      <p>
        {model.format === 'EXTERNAL'
          ? 'Only results of this model are kept here, and none are recorded yet.'
          : 'A path spectrum says how wiggly its function is within and between classes; an evaluation says how accurate it is.'}
      </p>
      {model.format !== 'EXTERNAL' && (
        <div style={{ display: 'flex', gap: 8 }}>
          <Link className="button button-primary" href={`/measure?model=${encodeURIComponent(model.id)}`}>
            Measure its spectrum
          </Link>
          <Link className="button" href={`/measure?model=${encodeURIComponent(model.id)}&method=EVALUATION`}>
            Evaluate it
          </Link>
        </div>
      )}
    </div>
  );
}

function EstimatorSwitch({ estimator, search }: { estimator: Estimator; search: URLSearchParams }) {
  return (
    <div className="bar" style={{ borderTop: 0 }}>
      <div className="bar-item">
        <span id="estimator">Estimator</span>
        <SegmentedControl
          size="xs"
          aria-labelledby="estimator"
          value={estimator}
          data={estimators.map((value) => ({ value, label: estimatorWords(value).replace(' estimator', '') }))}
          onChange={(value) => {
            const next = new URLSearchParams(search);
            if (value === 'PERIODOGRAM') next.delete('estimator');
            else next.set('estimator', value);
            replaceSearch(next);
          }}
        />
      </div>
      <span className="caption" style={{ alignSelf: 'center' }}>
        Periodogram is the published one and leaks where a path's ends differ; mirrored does not.
      </span>
    </div>
  );
}

interface FiguresProps {
  model: ModelRecord;
  spectrum: MeasuredSpectrum;
  estimator: Estimator;
  stale: boolean;
  evaluation: string | null;
}

function Figures({ model, spectrum, estimator, stale, evaluation }: FiguresProps) {
  const groups = useMemo(() => groupRecords(spectrum.groups), [spectrum.groups]);
  const names = useMemo(() => measuredClasses(groups, spectrum.dataset.classes), [groups, spectrum.dataset.classes]);
  const rows = useMemo(() => withinRows(groups), [groups]);
  const file = fileName(model);
  const how = spectrum.samples === null ? `Step ${spectrum.step ?? 1}` : `${spectrum.samples} samples a path`;
  return (
    <div className={classes.figures}>
      <SpectraFigure
        title={spectraFinding}
        subtitle={`Spectrum of the class probabilities along straight paths, ${estimatorWords(estimator)}`}
        spectra={spectrum.spectra}
        estimator={estimator}
        colour={loneModelColour}
        note={`${how}, ${spectrum.imagesEvaluated.toLocaleString('en')} images, seed ${spectrum.seed}. High frequency begins above the lowest tenth of a path's bins.`}
        fileName={`${file}-spectra`}
        query="measurement { spectra(estimator) { scope frequency magnitude lower upper } }"
        stale={stale}
      />
      <ClassByClassFigure
        groups={groups}
        classes={names}
        estimator={estimator}
        pairsPerGroup={spectrum.pairsPerGroup}
        fileName={`${file}-class-by-class`}
        stale={stale}
      />
      {rows.length > 0 && (
        <FractionByClass
          rows={rows}
          estimator={estimator}
          pairsPerGroup={spectrum.pairsPerGroup}
          colour={loneModelColour}
          fileName={`${file}-by-class`}
          stale={stale}
        />
      )}
      {evaluation !== null && <AccuracyByClass id={evaluation} fileName={file} />}
    </div>
  );
}

function AccuracyByClass({ id, fileName: file }: { id: string; fileName: string }) {
  const [{ data, error }, refresh] = useQuery({ query: ModelEvaluation, variables: { id } });
  if (error !== undefined) return <QueryError error={error} what="Accuracy by class" retry={refresh} />;
  if (data?.measurement?.__typename !== 'EvaluationMeasurement')
    return <Loading what="Loading accuracy…" height={420} />;
  const { byClass, imagesEvaluated } = data.measurement;
  return (
    <AccuracyFigure
      rows={byClass}
      imageCount={imagesEvaluated}
      colour={loneModelColour}
      fileName={`${file}-accuracy-by-class`}
    />
  );
}

function fileName({ name }: { name: string }): string {
  return name.replace(/[^\p{L}\p{N}]+/gu, '-');
}
