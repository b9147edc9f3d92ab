'use client';

import { useMemo } from 'react';
import { useQuery } from 'urql';
import { Loading, QueryError } from '../components/States.tsx';
import { plural } from '../format/words.ts';
import { SpectraFigure } from '../measurement/SpectraFigure.tsx';
import { estimatorWords, spectraFinding } from '../measurement/sentences.ts';
import { AccuracyFigure } from './AccuracyFigure.tsx';
import { ClassByClassFigure } from './ClassByClassFigure.tsx';
import { type MeasuredSpectrum, ModelEvaluation, type ModelRecord } from './documents.ts';
import { FractionByClass } from './FractionByClass.tsx';
import { groupRecords, measuredClasses, withinRows } from './groups.ts';
import classes from './ModelPage.module.css';

interface ModelFiguresProps {
  model: ModelRecord;
  spectrum: MeasuredSpectrum;
  estimator: string;
  colour: number;
  stale: boolean;
}

/** Spectra, class by class, by class: three views of one path spectrum. */
export function ModelFigures({ model, spectrum, estimator, colour, stale }: ModelFiguresProps) {
  const groups = useMemo(() => groupRecords(spectrum.groups), [spectrum.groups]);
  const names = useMemo(() => measuredClasses(groups, spectrum.dataset.classes), [groups, spectrum.dataset.classes]);
  const rows = useMemo(() => withinRows(groups), [groups]);
  const file = fileName(model);
  const how = spectrum.samples === null ? `Step ${spectrum.step ?? 1}` : `${spectrum.samples} samples a path`;
  const common = { estimator, stale, colour };
  return (
    <div className={classes.figures}>
      <SpectraFigure
        {...common}
        title={spectraFinding}
        subtitle={`Spectrum of the class probabilities along straight paths, ${estimatorWords(estimator)}`}
        spectra={spectrum.spectra}
        note={`${how}, ${plural(spectrum.imagesEvaluated, 'image')}, seed ${spectrum.seed}. High frequency: all but the lowest tenth of a path's bins.`}
        fileName={`${file}-spectra`}
        query="measurement { spectra(estimator) { scope frequency magnitude lower upper } }"
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
        <FractionByClass {...common} rows={rows} pairsPerGroup={spectrum.pairsPerGroup} fileName={`${file}-by-class`} />
      )}
    </div>
  );
}

/** Accuracy by class of an evaluation. */
export function AccuracyByClass({ id, model, colour }: { id: string; model: ModelRecord; colour: number }) {
  const [{ data, error }, refresh] = useQuery({ query: ModelEvaluation, variables: { id } });
  if (error !== undefined) return <QueryError error={error} what="Accuracy by class" retry={refresh} />;
  if (data?.measurement?.__typename !== 'EvaluationMeasurement')
    return <Loading what="Loading accuracy…" height={420} />;
  const { byClass, imagesEvaluated } = data.measurement;
  return (
    <AccuracyFigure
      rows={byClass}
      imageCount={imagesEvaluated}
      colour={colour}
      fileName={`${fileName(model)}-accuracy-by-class`}
      rule={false}
    />
  );
}

function fileName({ name }: { name: string }): string {
  return name.replace(/[^\p{L}\p{N}]+/gu, '-');
}
