'use client';

import * as Plot from '@observablehq/plot';
import { useCallback } from 'react';
import { Figure } from '../components/Figure.tsx';
import { type Draw, PlotView } from '../components/PlotView.tsx';
import { useWalk } from '../components/use-walk.ts';
import { numericColumns } from '../format/csv.ts';
import { fixed } from '../format/numbers.ts';
import { plural } from '../format/words.ts';
import { frequencyMapPlot, type MapCell } from '../plots/frequency-map.ts';
import { noiseFittingQueryText } from './documents.ts';
import { measureName } from './finding.ts';
import type { Measure } from './state.ts';
import { cycleWords, frequencyText } from './wave.ts';

interface FrequencyMapFigureProps {
  /** Keeps its identity while nothing of it changes. */
  cells: readonly MapCell[];
  name: string;
  measure: Measure;
}

/** Image frequency of the direction against function frequency of the wave, coloured by what is followed. */
export function FrequencyMapFigure({ cells, name, measure }: FrequencyMapFigureProps) {
  const walk = useWalk(describe);
  const { hold } = walk;
  const draw = useCallback<Draw>(
    ({ theme, width, height }) => {
      const plot = Plot.plot(
        frequencyMapPlot(
          {
            ...{ cells, describe },
            xLabel: 'Function frequency of the wave (cycles per unit distance)',
            yLabel: 'Image frequency of the direction (cycles per image)',
          },
          { ...theme, width, height },
        ),
      );
      return hold(plot, cells, (cell) => [cell.frequency, cell.imageFrequency]);
    },
    [cells, hold],
  );
  const counts = cells.map(({ count }) => count);
  return (
    <Figure
      title={`Image frequency against function frequency, ${name}`}
      subtitle={`${measureName(measure)} (nats): the further from the background, the more of the wave is followed`}
      caption={`Mean over directions of an image frequency and over seeds, ${countWords(counts)} a cell. No bounds are drawn.`}
      table={{
        columns: [
          { name: 'Image frequency (cycles per image)' },
          { name: 'Function frequency (cycles per unit distance)' },
          ...numericColumns(`${measureName(measure)} (nats)`, 'Training runs'),
        ],
        rows: cells.map((cell) => [
          frequencyText(cell.imageFrequency),
          frequencyText(cell.frequency),
          cell.value,
          cell.count,
        ]),
        digits: 4,
      }}
      fileName={`noise-fitting-map-${measure}`}
      query={noiseFittingQueryText}
      {...walk.figure}
    >
      <PlotView height={mapHeight(cells)} draw={draw} />
    </Figure>
  );
}

function mapHeight(cells: readonly MapCell[]): number {
  const rows = new Set(cells.map(({ imageFrequency }) => imageFrequency)).size;
  return 70 + Math.min(420, Math.max(120, rows * 30));
}

function countWords(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? plural(least, 'training run') : `${least} to ${most} training runs`;
}

function describe({ imageFrequency, frequency, value, count }: MapCell): string {
  const where = `image frequency ${cycleWords(imageFrequency)} per image\nfunction frequency ${cycleWords(frequency)} per unit distance`;
  return `${where}\n${fixed(value, 3)} nats, ${plural(count, 'training run')}`;
}
