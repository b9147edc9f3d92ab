'use client';

import * as Plot from '@observablehq/plot';
import { useCallback, useMemo } from 'react';
import { decodeFloat32 } from '../api/float32.ts';
import { Figure } from '../components/Figure.tsx';
import { type Draw, PlotView } from '../components/PlotView.tsx';
import { useWalk } from '../components/use-walk.ts';
import { numericColumns } from '../format/csv.ts';
import { percent } from '../format/numbers.ts';
import { heatMapHeight, heatMapPlot } from '../plots/heat-map.ts';
import { type HeatMap, type HeatMapCell, heatMapCells } from '../plots/heat-map-cells.ts';
import { type HeatMapRecord, heatMapQueryText } from './documents.ts';
import { boundedRate, describeCell, extremes, heatMapCaption, heatMapFinding, offsetWords } from './finding.ts';

interface HeatMapFigureProps {
  record: HeatMapRecord;
  fileName: string;
  height?: number;
  rule?: boolean;
}

/** Error rate under each Fourier basis image. */
export function HeatMapFigure({ record, fileName, height = 330, rule = true }: HeatMapFigureProps) {
  const map = useMemo(() => mapOf(record), [record]);
  const cells = useMemo(() => heatMapCells(map), [map]);
  const describe = useMemo(() => describeCell(map.imageCount), [map.imageCount]);
  const walk = useWalk(describe);
  const { hold } = walk;
  const draw = useCallback<Draw>(
    ({ theme, width, height: tall }) => {
      const look = { ...theme, width, height: tall };
      const plot = Plot.plot(heatMapPlot({ map, cells, notes: notesOf(cells), describe }, look));
      return hold(plot, cells, (cell) => [cell.horizontal, cell.vertical]);
    },
    [map, cells, describe, hold],
  );
  const missing = map.height * map.width - cells.length;
  return (
    <Figure
      title={heatMapFinding(cells, record.errorRateUnshifted, map.imageCount)}
      subtitle={`Error when each Fourier basis image is added, norm ${record.norm}`}
      caption={heatMapCaption(record.errorRateUnshifted, map.imageCount, missing)}
      table={tableOf(cells, map.imageCount)}
      fileName={fileName}
      query={heatMapQueryText}
      rule={rule}
      {...walk.figure}
    >
      <PlotView height={(width) => heatMapHeight(map, width, height)} draw={draw} />
    </Figure>
  );
}

function mapOf({ height, width, imageCount, packed }: HeatMapRecord): HeatMap {
  const errorRate = packed === null ? new Float32Array(height * width).fill(Number.NaN) : decodeFloat32(packed);
  return { height, width, imageCount, errorRate };
}

function notesOf(cells: readonly HeatMapCell[]): string[] {
  const found = extremes(cells);
  if (found === null) return [];
  const { highest, lowest } = found;
  return [
    `highest ${percent(highest.errorRate)} %`,
    `at ${offsetWords(highest)}`,
    `lowest ${percent(lowest.errorRate)} %`,
    `at ${offsetWords(lowest)}`,
  ];
}

function tableOf(cells: readonly HeatMapCell[], imageCount: number) {
  return {
    columns: numericColumns('i', 'j', 'Image frequency (cycles per image)', 'Error rate', 'Lower', 'Upper'),
    rows: cells.map(({ i, j, imageFrequency, errorRate }) => {
      const { lower, upper } = boundedRate(errorRate, imageCount);
      return [i, j, imageFrequency, errorRate, lower, upper];
    }),
  };
}
