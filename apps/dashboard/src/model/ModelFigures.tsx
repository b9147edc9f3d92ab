'use client';

import { Loading } from '../components/States.tsx';
import { fileWord } from '../format/words.ts';
import type { JacobianNormRecord } from '../jacobian-norm/documents.ts';
import { NormsFigure } from '../jacobian-norm/NormsFigure.tsx';
import type { Norm } from '../jacobian-norm/norms.ts';
import type { MeasuredSpectrum, ModelRecord } from './documents.ts';
import type { Estimator } from './estimator.ts';
import { LinearFigures } from './LinearFigures.tsx';
import classes from './ModelPage.module.css';
import { AccuracyByClass, ModelHeatMap } from './OtherMethods.tsx';
import { DirectionFractions, DirectionMap, FourierPaths } from './OtherPaths.tsx';
import type { Reference } from './reference.ts';
import type { Shown } from './shown.ts';

interface ModelFiguresProps {
  model: ModelRecord;
  /** The measurement of each kind that is shown. */
  shown: Shown;
  /** Of straight paths; null while it loads. */
  spectrum: MeasuredSpectrum | null;
  jacobian: JacobianNormRecord | null;
  norms: readonly Norm[];
  /** The model that others are compared with; undefined for that itself. */
  baseline: { name: string; record: { id: string } } | undefined;
  reference: Reference;
  estimator: Estimator;
  colour: number;
  stale: boolean;
}

/** Every method's result, a figure or more each, in the order of the page. */
export function ModelFigures({
  model,
  shown,
  spectrum,
  jacobian,
  norms,
  baseline,
  reference,
  ...props
}: ModelFiguresProps) {
  const { estimator, colour, stale } = props;
  const fileName = fileWord(model.name);
  const common = { fileName, colour };
  const paths = { ...common, estimator };
  const named = baseline && { name: baseline.name, ...reference };
  const norm = jacobian?.jacobianNorm ?? null;
  return (
    <div className={classes.figures}>
      {shown.LINEAR && spectrum === null && <Loading what="Loading spectra…" height={460} />}
      {spectrum !== null && <LinearFigures {...paths} spectrum={spectrum} stale={stale} reference={named} />}
      {shown.DIRECTION && <DirectionMap {...paths} id={shown.DIRECTION} />}
      {shown.FOURIER_HEAT_MAP && <ModelHeatMap id={shown.FOURIER_HEAT_MAP} fileName={fileName} />}
      {shown.EVALUATION && <AccuracyByClass {...common} id={shown.EVALUATION} reference={named} />}
      {shown.AMPLITUDE && <FourierPaths {...paths} id={shown.AMPLITUDE} />}
      {shown.PHASE && <FourierPaths {...paths} id={shown.PHASE} />}
      {shown.DIRECTION && <DirectionFractions {...paths} id={shown.DIRECTION} />}
      {jacobian !== null && norm !== null && (
        <NormsFigure
          {...common}
          record={{ ...jacobian, jacobianNorm: norm }}
          {...{ model, norms }}
          reference={baseline?.record.id}
        />
      )}
    </div>
  );
}
