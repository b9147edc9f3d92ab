'use client';

import { Loading } from '../components/States.tsx';
import { fileWord } from '../format/words.ts';
import { HeatMapFigure } from '../fourier-heat-map/HeatMapFigure.tsx';
import { MeasuredNorm } from '../jacobian-norm/MeasuredNorm.tsx';
import { AccuracyFigure } from '../model/AccuracyFigure.tsx';
import { TrainingFigure } from '../noise-fitting/TrainingFigure.tsx';
import type { MeasurementHead } from './fragments.ts';
import { PathFigures } from './PathFigures.tsx';
import type { MeasurementResult } from './results.ts';

interface MethodFiguresProps {
  head: MeasurementHead;
  /** Null until it is loaded. */
  result: MeasurementResult | null;
  colour: number;
  /** Id of the model that others are compared with. */
  reference: string | undefined;
}

/** What a measurement found, by its method; nothing of a method that this page does not know. */
export function MethodFigures({ head, result, colour, reference }: MethodFiguresProps) {
  const file = fileName(head);
  const common = { colour, fileName: file, rule: false };
  switch (result?.__typename) {
    case undefined:
      return <Loading what="Loading results…" height={330} />;
    case 'PathSpectrumMeasurement':
      return <PathFigures head={head} result={result} colour={colour} fileName={file} />;
    case 'EvaluationMeasurement':
      return <AccuracyFigure {...common} rows={result.byClass} imageCount={head.imagesEvaluated} height={330} />;
    case 'JacobianNormMeasurement':
      return (
        <MeasuredNorm {...common} record={result} {...{ model: head.model, dataset: head.dataset.id, reference }} />
      );
    case 'FourierHeatMapMeasurement':
      return <HeatMapFigure record={result} fileName={file} rule={false} height={400} />;
    case 'NoiseFittingMeasurement':
      return <TrainingFigure result={result} fileName={file} />;
    default:
      return null;
  }
}

function fileName({ model, method }: MeasurementHead): string {
  return fileWord(`${model.name}-${method.toLowerCase()}`);
}
