'use client';

import { type BoundedValue, pearson } from '@passband/spectrum';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useState } from 'react';
import { addToCompare } from '../compare/collection.ts';
import { Figure } from '../components/Figure.tsx';
import { PlotView } from '../components/PlotView.tsx';
import { type Bounded, fixed, isSure, signed } from '../format/numbers.ts';
import { plural } from '../format/words.ts';
import { type AxisKind, axisOf } from '../plots/axis.ts';
import { scatter, scatterMargins } from '../plots/scatter.ts';
import type { Category } from './colouring.ts';
import { nameWithoutSeed } from './conditions.ts';
import { nearest, step } from './hover.ts';
import { pointWords } from './point-words.ts';
import { type MetricKey, type ModelRecord, metricNames } from './records.ts';
import classes from './ScatterFigure.module.css';

export interface Quantity {
  key: MetricKey;
  title: string;
  kind: AxisKind;
}

interface ScatterFigureProps {
  title: (r: BoundedValue | null) => string;
  x: Quantity;
  y: Quantity;
  /** What else to know, such as which models are not drawn. */
  caption?: ReactNode;
  records: readonly ModelRecord[];
  categories: ReadonlyMap<ModelRecord, Category>;
  hovered: ModelRecord | undefined;
  onHover: (record: ModelRecord | undefined) => void;
  fileName: string;
  query: string;
  stale: boolean;
}

const height = 320;
const mostLabels = 20;

/** One quantity against another, a point a model. */
export function ScatterFigure(props: ScatterFigureProps) {
  const { x, y, categories, hovered, onHover } = props;
  const router = useRouter();
  const [announced, setAnnounced] = useState('');
  const records = useMemo(
    () => props.records.filter(({ metrics }) => metrics[x.key] && metrics[y.key]),
    [props.records, x.key, y.key],
  );
  const r = useMemo(() => correlation(records, x.key, y.key, (value) => value), [records, x.key, y.key]);
  const axes = useMemo(() => ({ x: axisFor(records, x), y: axisFor(records, y) }), [records, x, y]);
  const onAxes = useMemo(
    () =>
      x.kind === 'linear' && y.kind === 'linear'
        ? null
        : pearson(
            records.map(({ metrics }) => axes.x.project(metrics[x.key]?.value ?? 0)),
            records.map(({ metrics }) => axes.y.project(metrics[y.key]?.value ?? 0)),
          ),
    [records, axes, x, y],
  );
  const points = useMemo(
    () =>
      records.map((record) => ({
        x: record.metrics[x.key] ?? { value: 0 },
        y: record.metrics[y.key] ?? { value: 0 },
        colour: categories.get(record)?.colour ?? -1,
        label: nameWithoutSeed(record.name),
      })),
    [records, categories, x.key, y.key],
  );
  const labels = new Set(points.map(({ label }) => label)).size <= mostLabels;
  const draw = useCallback(
    (size: Parameters<Parameters<typeof PlotView>[0]['draw']>[0]) =>
      scatter({
        points,
        x: { ...axes.x, title: x.title },
        y: { ...axes.y, title: y.title },
        ...size,
        line: records.length >= 4,
        labels,
      }),
    [points, axes, x.title, y.title, labels, records.length],
  );
  const placeIn = (width: number) => {
    const margins = scatterMargins(points, width, labels);
    const across = (width - margins.left - margins.right) / (axes.x.domain[1] - axes.x.domain[0]);
    const up = (height - margins.top - margins.bottom) / (axes.y.domain[1] - axes.y.domain[0]);
    return points.map((point) => ({
      x: margins.left + (axes.x.project(point.x.value) - axes.x.domain[0]) * across,
      y: margins.top + (axes.y.domain[1] - axes.y.project(point.y.value)) * up,
    }));
  };
  const open = (record: ModelRecord | undefined) => record && router.push(`/models/${encodeURIComponent(record.id)}`);
  const at = hovered ? records.indexOf(hovered) : -1;

  function walk(event: KeyboardEvent) {
    if (event.key === 'Enter') return event.shiftKey && hovered ? addToCompare(hovered.id) : open(hovered);
    if (event.key === 'Escape') return onHover(undefined);
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    event.preventDefault();
    const next = step(placeIn(1000), at < 0 ? undefined : at, event.key === 'ArrowRight' ? 1 : -1);
    const record = next === undefined ? undefined : records[next];
    onHover(record);
    if (record) setAnnounced(`${record.name}: ${pointWords(record, [x.key, y.key])}`);
  }

  const words = rWords(r, records.length);
  return (
    <Figure
      title={props.title(r)}
      subtitle={
        <>
          {words.plain && (
            <>
              r ={' '}
              <span style={isSure(r ?? { value: 0 }) ? { color: 'var(--ink)', fontWeight: 650 } : undefined}>
                {words.r}
              </span>
              {words.rest}
            </>
          )}
          {!words.plain && words.rest}
          {onAxes && <span>; on these axes {signed(onAxes.value, 3)}</span>}
        </>
      }
      description={`${words.plain ? `r = ${words.r}` : ''}${words.rest}. One point a model, with its 95 % bounds; arrow keys walk the points.`}
      {...(props.caption !== undefined && { caption: props.caption })}
      table={tableOf(records, x, y)}
      fileName={props.fileName}
      query={props.query}
      stale={props.stale}
      onKeyDown={walk}
      onBlur={() => onHover(undefined)}
      announced={announced}
    >
      <PlotView
        height={height}
        draw={draw}
        overlay={(_plot, { width }) => (
          <Overlay
            places={placeIn(width)}
            width={width}
            at={at}
            onHover={(index) => onHover(index === undefined ? undefined : records[index])}
            onOpen={(adds) => (adds && hovered ? addToCompare(hovered.id) : open(hovered))}
            tooltip={hovered && <Tooltip record={hovered} keys={[x.key, y.key]} />}
          />
        )}
      />
    </Figure>
  );
}

interface OverlayProps {
  places: readonly { x: number; y: number }[];
  width: number;
  at: number;
  onHover: (index: number | undefined) => void;
  /** With the shift key a point is added to Compare. */
  onOpen: (adds: boolean) => void;
  tooltip: ReactNode;
}

/** Finds the point under the pointer and rings it; the tooltip shows in the figure that the pointer is in. */
function Overlay({ places, width, at, onHover, onOpen, tooltip }: OverlayProps) {
  const [inside, setInside] = useState(false);
  const place = places[at];
  return (
    // The keyboard's way to the same is on the figure itself.
    // biome-ignore lint/a11y/noStaticElementInteractions: pointer only
    // biome-ignore lint/a11y/useKeyWithClickEvents: pointer only
    <div
      className={classes.overlay}
      data-over={place !== undefined}
      onPointerMove={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        setInside(true);
        onHover(nearest(places, { x: event.clientX - box.left, y: event.clientY - box.top }));
      }}
      onPointerLeave={() => {
        setInside(false);
        onHover(undefined);
      }}
      onClick={({ shiftKey }) => place && onOpen(shiftKey)}
    >
      {place && (
        <svg width={width} height={height} aria-hidden="true" data-overlay="true">
          <circle cx={place.x} cy={place.y} r={8} fill="none" stroke="var(--background)" strokeWidth={4} />
          <circle cx={place.x} cy={place.y} r={8} fill="none" stroke="var(--ink)" strokeWidth={1.6} />
        </svg>
      )}
      {place && inside && (
        <div
          className={classes.tooltip}
          style={{
            top: place.y > height / 2 ? place.y - 72 : place.y + 16,
            ...(place.x > width / 2 ? { right: width - place.x } : { left: place.x }),
          }}
        >
          {tooltip}
        </div>
      )}
    </div>
  );
}

function Tooltip({ record, keys }: { record: ModelRecord; keys: readonly MetricKey[] }) {
  return (
    <>
      <strong>{record.name}</strong>
      {keys.map((key) => (
        <div key={key}>{pointWords(record, [key])}</div>
      ))}
    </>
  );
}

function axisFor(records: readonly ModelRecord[], { key, kind }: Quantity) {
  const values = records.flatMap(({ metrics }) => {
    const metric = metrics[key];
    return metric ? [metric.value, metric.lower ?? metric.value, metric.upper ?? metric.value] : [];
  });
  return axisOf(kind, values, { scale: key === 'accuracy' ? 100 : 1 });
}

function correlation(
  records: readonly ModelRecord[],
  x: MetricKey,
  y: MetricKey,
  through: (value: number) => number,
): BoundedValue | null {
  if (records.length < 2) return null;
  return pearson(
    records.map(({ metrics }) => through(metrics[x]?.value ?? 0)),
    records.map(({ metrics }) => through(metrics[y]?.value ?? 0)),
  );
}

function rWords(r: Bounded | null, count: number): { plain: boolean; r: string; rest: string } {
  const models = plural(count, 'model');
  if (!r) return { plain: false, r: '', rest: count === 0 ? 'No points yet' : `${models}: no correlation` };
  const bounds =
    r.lower === null || r.lower === undefined || r.upper === null || r.upper === undefined
      ? `, ${models}: no bounds`
      : ` (95 %: ${fixed(r.lower, 3)} to ${fixed(r.upper, 3)}), ${models}`;
  return { plain: true, r: signed(r.value, 3), rest: bounds };
}

function tableOf(records: readonly ModelRecord[], x: Quantity, y: Quantity) {
  const columns = (quantity: Quantity) => [
    { name: metricNames[quantity.key], numeric: true },
    { name: `${metricNames[quantity.key]}: lower`, numeric: true },
    { name: `${metricNames[quantity.key]}: upper`, numeric: true },
  ];
  const cells = (metric: Bounded | undefined) => [metric?.value, metric?.lower, metric?.upper];
  return {
    columns: [{ name: 'Model' }, ...columns(x), ...columns(y)],
    rows: records.map(({ name, metrics }) => [name, ...cells(metrics[x.key]), ...cells(metrics[y.key])]),
  };
}
