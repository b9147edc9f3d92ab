'use client';

import { type ReactNode, useMemo } from 'react';
import { LoadingAxes } from '../components/States.tsx';
import { fileWord, plural } from '../format/words.ts';
import { MOST_PANELS, panelsOf } from './curves.ts';
import { noiseFittingQueryText } from './documents.ts';
import { EpochsFigure } from './EpochsFigure.tsx';
import { FrequencyMapFigure } from './FrequencyMapFigure.tsx';
import type { Group } from './groups.ts';
import { isMap, mapCells, mapRuns } from './map.ts';
import classes from './NoiseFitting.module.css';
import { SummaryFigure } from './SummaryFigure.tsx';
import { SummaryTable } from './SummaryTable.tsx';
import type { Selection } from './selection.ts';
import type { Measure } from './state.ts';
import { frequenciesOf, type GroupLine } from './summary.ts';
import { curvesCaption, firstEndWords, firstEpochWords, goingWords, seedWords, summaryCaption } from './words.ts';

const waitingHeight = 480;

interface NoiseFittingFiguresProps {
  /** The group whose curves are shown, with its runs of the chosen wave and direction. */
  curves: Group;
  /** The same group with all its runs. */
  group: Group | undefined;
  lines: readonly GroupLine[];
  selection: Selection;
  measure: Measure;
  control: ReactNode;
}

/** Curves by epoch, summary against frequency, the table, and, of Fourier directions, the map. */
export function NoiseFittingFigures({ curves, group, lines, selection, measure, control }: NoiseFittingFiguresProps) {
  const runs = useMemo(
    () => curves.runs.filter(({ status }) => status !== 'FAILED' && status !== 'CANCELLED'),
    [curves],
  );
  const panels = useMemo(() => panelsOf(runs), [runs]);
  const cells = useMemo(
    () => mapCells(mapRuns(group, selection.amplitude), measure),
    [group, selection.amplitude, measure],
  );
  const going = goingWords(lines.flatMap((line) => line.group.runs));
  const frequencies = frequenciesOf(runs).length;
  const isEmpty = lines.every(({ points, control: uniform }) => points.length === 0 && uniform === null);
  const left = frequencies - panels.length;
  return (
    <>
      {going !== '' && (
        <p className={`caption ${classes.going}`} role="status">
          {going}
        </p>
      )}
      <div className={classes.figures}>
        {panels.length === 0 ? (
          <LoadingAxes what={firstEpochWords(curves.runs)} height={waitingHeight} />
        ) : (
          <EpochsFigure
            panels={panels}
            title={`Loss by epoch at ${plural(frequencies, 'noise frequency', 'noise frequencies')}, ${curves.name}`}
            subtitle="Clean − noisy is noise fitting: the closer to zero or above, the more the network follows the wave in its labels."
            caption={`${curvesCaption(runs, selection.noise ?? '', selection.amplitude ?? 0)}${left > 0 && panels.length >= MOST_PANELS ? ' Some frequencies between are not drawn.' : ''}`}
            fileName={`noise-fitting-curves-${fileWord(curves.name)}`}
            query={noiseFittingQueryText}
          />
        )}
        {isEmpty ? (
          <LoadingAxes what={firstEndWords(lines.flatMap((line) => line.group.runs))} height={waitingHeight} />
        ) : (
          <SummaryFigure {...{ lines, measure, control }} caption={summaryCaption(lines, measure)} />
        )}
      </div>
      <SummaryTable {...{ lines, measure }} seeds={seedWords(lines)} />
      {selection.noise === 'FOURIER_DIRECTION' && isMap(cells) && (
        <div className={classes.map}>
          <FrequencyMapFigure {...{ cells, measure }} name={curves.name} />
        </div>
      )}
    </>
  );
}
