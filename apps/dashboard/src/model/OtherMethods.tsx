'use client';

import { Loading, QueryError } from '../components/States.tsx';
import { HeatMapFigure } from '../fourier-heat-map/HeatMapFigure.tsx';
import { AccuracyFigure } from './AccuracyFigure.tsx';
import { useResult } from './use-result.ts';

/** The Fourier heat map of a measurement. */
export function ModelHeatMap({ id, fileName }: { id: string; fileName: string }) {
  const { result, error, refetch } = useResult(id);
  if (error !== undefined) return <QueryError error={error} what="The Fourier heat map" retry={refetch} />;
  if (result?.__typename !== 'FourierHeatMapMeasurement') return <Loading what="Loading the heat map…" height={420} />;
  return <HeatMapFigure record={result} fileName={`${fileName}-heat-map`} />;
}

/** Accuracy by class of an evaluation. */
export function AccuracyByClass(props: {
  id: string;
  fileName: string;
  colour: number;
  reference: { name: string; accuracies: ReadonlyMap<string, number> } | undefined;
}) {
  const { id, fileName, colour, reference } = props;
  const { result, error, refetch } = useResult(id);
  if (error !== undefined) return <QueryError error={error} what="Accuracy by class" retry={refetch} />;
  if (result?.__typename !== 'EvaluationMeasurement') return <Loading what="Loading accuracy…" height={420} />;
  return (
    <AccuracyFigure
      rows={result.byClass}
      imageCount={result.imagesEvaluated}
      colour={colour}
      reference={reference}
      fileName={`${fileName}-accuracy-by-class`}
    />
  );
}
