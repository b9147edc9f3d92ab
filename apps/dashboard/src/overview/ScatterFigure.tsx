'use client';

import type { BoundedValue } from '@passband/spectrum';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useState } from 'react';
import { addToCompare } from '../compare/collection.ts';
import { Figure } from '../components/Figure.tsx';
import { modelHref } from '../components/links.ts';
import { PlotView } from '../components/PlotView.tsx';
import { scatter, scatterTexts } from '../plots/scatter.ts';
import { pixelScale, scatterMargins, valueScale } from '../plots/scatter-frame.ts';
import { correlationSpans } from './correlations.ts';
import type { FigurePoint } from './figure-points.ts';
import { step } from './hover.ts';
import type { Lasso } from './lasso.ts';
import { valueWords } from './quantity.ts';
import type { ModelRecord } from './records.ts';
import { ScatterOverlay } from './ScatterOverlay.tsx';
import { type ScatterChoice, scatterData, scatterTable } from './scatter-data.ts';

export interface ScatterFigureProps extends ScatterChoice {
  title: (r: BoundedValue | null) => string;
  /** What else to know, such as which models are not drawn. */
  caption?: ReactNode;
  /** What is selected on the page; undefined where nothing is, so that nothing fades. */
  selected: ReadonlySet<ModelRecord> | undefined;
  lasso: Lasso | undefined;
  onLasso: (lasso: Lasso, done: boolean) => void;
  hovered: readonly ModelRecord[];
  onHover: (records: readonly ModelRecord[]) => void;
  fileName: string;
  query: string;
  stale: boolean;
}

const height = 320;

/** One quantity against another, a point a model or the mean of its replicates. */
export function ScatterFigure(props: ScatterFigureProps) {
  const { selected, hovered, onHover, lasso, onLasso } = props;
  const router = useRouter();
  const [announced, setAnnounced] = useState('');
  const { records, conditions, categories, x, y, axes, pointKind, grouping } = props;
  const data = useMemo(
    () => scatterData({ records, conditions, categories, x, y, axes, pointKind, grouping }),
    [records, conditions, categories, x, y, axes, pointKind, grouping],
  );
  const { points } = data;
  const drawn = useMemo(
    () => points.map((point) => ({ ...point, faded: selected !== undefined && !isAmong(point, selected) })),
    [points, selected],
  );
  const draw = useCallback(
    (size: Parameters<Parameters<typeof PlotView>[0]['draw']>[0]) => scatter({ ...data, points: drawn, ...size }),
    [data, drawn],
  );
  const scales = (width: number) => {
    const margins = scatterMargins(scatterTexts(data), width);
    const size = { width, height };
    const pixel = pixelScale(data.x, data.y, size, margins);
    return { pixel, value: valueScale(data.x, data.y, size, margins), margins };
  };
  const placesIn = (width: number) => {
    const { pixel } = scales(width);
    return points.map((point) => ({
      x: pixel.x(data.x.project(point.x.value)),
      y: pixel.y(data.y.project(point.y.value)),
    }));
  };
  const [current] = hovered;
  const at = current ? points.findIndex((point) => point.records.includes(current)) : -1;
  const open = (point: FigurePoint | undefined, adds: boolean) => {
    const [record] = point?.records ?? [];
    if (!record) return;
    if (adds) addToCompare(record.id);
    else router.push(modelHref(record.id));
  };

  function walk(event: KeyboardEvent) {
    if (event.key === 'Enter') return open(points[at], event.shiftKey);
    if (event.key === 'Escape') return onHover([]);
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    event.preventDefault();
    const next = step(placesIn(1000), at < 0 ? undefined : at, event.key === 'ArrowRight' ? 1 : -1);
    const point = next === undefined ? undefined : points[next];
    onHover(point?.records ?? []);
    if (point) setAnnounced(`${point.name}: ${valueWords(x, point.x)}, ${valueWords(y, point.y)}`);
  }

  const spans = correlationSpans(data.correlations, grouping.words);
  const text = spans.map((span) => span.text).join('');
  return (
    <Figure
      title={props.title(data.correlations.r)}
      subtitle={spans.map((span, k) => (
        <span
          // Spans have no identity beyond their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={k}
          style={span.strong ? { color: 'var(--ink)', fontWeight: 650 } : undefined}
        >
          {span.text}
        </span>
      ))}
      description={`${text}. ${data.pointWords}`}
      {...(props.caption !== undefined && { caption: props.caption })}
      table={scatterTable(points, x, y)}
      fileName={props.fileName}
      query={props.query}
      stale={props.stale}
      onKeyDown={walk}
      onBlur={() => onHover([])}
      announced={announced}
    >
      <PlotView
        height={height}
        draw={draw}
        overlay={(_plot, { width }) => {
          const { pixel, value } = scales(width);
          const own = lasso && lasso.x === x && lasso.y === y ? lasso : undefined;
          return (
            <ScatterOverlay
              size={{ width, height }}
              places={placesIn(width)}
              at={at}
              area={own?.corners.map(([across, up]) => [pixel.x(data.x.project(across)), pixel.y(data.y.project(up))])}
              onArea={(corners, done) =>
                onLasso({ x, y, corners: corners.map(([across, up]) => [value.x(across), value.y(up)]) }, done)
              }
              onHover={(index) => onHover(index === undefined ? [] : (points[index]?.records ?? []))}
              onOpen={(index, adds) => open(points[index], adds)}
              tooltip={points[at] && <Tooltip point={points[at]} x={x} y={y} />}
            />
          );
        }}
      />
    </Figure>
  );
}

function isAmong({ records }: FigurePoint, selected: ReadonlySet<ModelRecord>): boolean {
  return records.some((record) => selected.has(record));
}

function Tooltip({ point, x, y }: { point: FigurePoint; x: string; y: string }) {
  return (
    <>
      <strong>{point.name}</strong>
      <div>{valueWords(x, point.x)}</div>
      <div>{valueWords(y, point.y)}</div>
    </>
  );
}
