'use client';

import { useMemo } from 'react';
import { plural, sentenceCase } from '../format/words.ts';
import { type PathAxis, pathAxis } from '../plots/path-axis.ts';
import { CurvesFigure } from './CurvesFigure.tsx';
import type { Inspected, InspectedPath } from './documents.ts';
import type { PanelView } from './PathPanel.tsx';
import { PathSpectra } from './PathSpectra.tsx';
import { isExcluded } from './paths.ts';
import { changeWords, exclusionWords, fractionWords, lackOfCurves, shortChangeWords } from './sentences.ts';
import type { InspectorState } from './state.ts';
import type { ModelPath } from './use-models.ts';
import { useSample } from './use-sample.ts';

interface ChosenPathProps {
  measurement: Inspected;
  path: InspectedPath;
  models: readonly ModelPath[];
  state: InspectorState;
  curvesPerGroup: number | null;
  onSample: (sample: number) => void;
  fileName: string;
  stale: boolean;
}

/** One path: its images, each model's curves along it, where the most likely class changes, its spectra. */
export function ChosenPath({
  measurement,
  path,
  models,
  state,
  curvesPerGroup,
  onSample,
  fileName,
  stale,
}: ChosenPathProps) {
  const axis = useMemo(() => pathAxis(measurement, path), [measurement, path]);
  const [sample, setSample] = useSample(state.sample, path.samples, onSample);
  const panels = models.map((model): PanelView => {
    const { id, name, colour, path: own } = model;
    if (own === undefined) return { id, name, colour, runs: [], curves: null, words: [], lacking: missingWords(model) };
    const words = [
      shortChangeWords(own.mostLikely, axis),
      `fraction ${fractionWords(own, state.estimator)}`,
      `consistent distance ${plural(own.consistentDistance, 'sample')}`,
    ];
    return {
      ...{ id, name, colour, words, runs: own.mostLikely, curves: own.curves },
      lacking: lackOfCurves(own, curvesPerGroup),
    };
  });
  const spectra = useMemo(
    () => models.flatMap(({ name, colour, path: own }) => (own ? [{ name, colour, path: own }] : [])),
    [models],
  );
  const changes = changesWords(spectra, axis);
  return (
    <>
      <div>
        <CurvesFigure
          path={path}
          axis={axis}
          panels={panels}
          sample={sample}
          onSample={setSample}
          subtitle={subtitle(measurement, path)}
          caption={`${changes}. Classes that never reach 0.1 are not drawn. Each picture is the sample at its middle.`}
          fileName={`${fileName}-curves`}
          stale={stale}
        />
      </div>
      {!isExcluded(path) && (
        <PathSpectra
          models={spectra}
          estimator={state.estimator}
          cutoff={state.cutoff}
          unit={state.unit}
          fileName={`${fileName}-spectrum`}
          stale={stale}
        />
      )}
    </>
  );
}

/** Where the most likely class changes, for each model that has the path. */
function changesWords(models: readonly { name: string; path: InspectedPath }[], axis: PathAxis): string {
  const [first] = models;
  if (models.length < 2) return `The most likely class ${changeWords(first?.path.mostLikely ?? [], axis)}`;
  return `The most likely class, ${models.map(({ name, path }) => `${name}: ${changeWords(path.mostLikely, axis)}`).join('; ')}`;
}

function missingWords({ loading }: ModelPath): string {
  return loading ? 'Loading…' : 'This measurement has no path between the same two images.';
}

function subtitle({ step, path: kind }: Inspected, path: InspectedPath): string {
  const excluded = exclusionWords(path);
  if (excluded !== undefined) return `${sentenceCase(excluded)}.`;
  const apart = step === null || kind === 'AMPLITUDE' || kind === 'PHASE' ? '' : ` ${step} apart`;
  const length = path.length === null ? '' : `; length ${path.length.toFixed(1)} units`;
  return `${plural(path.samples, 'sample')}${apart}${length}. Dashed: the most likely class changes. Move the pointer, or press the left and right arrow keys, to read values.`;
}
