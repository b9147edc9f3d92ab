'use client';

import { useState } from 'react';
import { Figure } from '../components/Figure.tsx';
import { useFigureTheme } from '../components/use-figure-theme.ts';
import { useWidth } from '../components/use-width.ts';
import { percent } from '../format/numbers.ts';
import { markColour } from '../plots/category.ts';
import { type ForestColumn, forestLayout } from '../plots/forest.ts';
import type { FigureTheme } from '../plots/theme.ts';
import { type Category, tagValue, tagWords } from './colouring.ts';
import type { Condition } from './conditions.ts';
import type { Difference } from './differences.ts';
import { differencesCaption, differencesTitle } from './finding.ts';
import type { MetricKey, ModelRecord } from './records.ts';
import type { EstimatorKind } from './state.ts';

interface ForestFigureProps {
  reference: Condition;
  rows: readonly Difference[];
  /** How many interventions there are; the caption says where not all are shown. */
  outOf: number;
  categories: ReadonlyMap<ModelRecord, Category>;
  estimator: EstimatorKind;
  query: string;
  stale: boolean;
}

const rowHeight = 24;
const headHeight = 44;

/** What each intervention changed, with 95 % bounds: the page's two-minute answer. */
export function ForestFigure({ reference, rows, outOf, categories, estimator, query, stale }: ForestFigureProps) {
  const [ref, width] = useWidth();
  const [only, setOnly] = useState(0);
  const theme = useFigureTheme();
  const all = columnsOf(rows, estimator);
  const narrow = width > 0 && width < 720;
  const columns = narrow ? all.slice(only, only + 1) : all;
  const height = headHeight + rows.length * rowHeight + 24;
  return (
    <Figure
      title={differencesTitle(rows, fractionKeys(estimator))}
      subtitle={`Difference of each intervention from ${referenceWords(reference)}, training runs of equal seed paired.`}
      caption={differencesCaption(rows, outOf, estimator)}
      table={tableOf(rows, all)}
      fileName="differences"
      query={query}
      stale={stale}
      rule={false}
    >
      {narrow && all.length > 1 && (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 12px', padding: '4px 0' }}>
          {all.map((column, index) => (
            <button
              key={column.title}
              type="button"
              className="link"
              aria-pressed={index === only}
              style={index === only ? { color: 'var(--ink)', fontWeight: 600 } : undefined}
              onClick={() => setOnly(index)}
            >
              {column.title}
            </button>
          ))}
        </div>
      )}
      <div ref={ref} style={{ height }}>
        {width > 0 && <ForestSvg {...{ rows, columns, categories, theme, height }} width={width} narrow={narrow} />}
      </div>
    </Figure>
  );
}

interface ForestSvgProps {
  rows: readonly Difference[];
  columns: readonly ForestColumn[];
  categories: ReadonlyMap<ModelRecord, Category>;
  theme: FigureTheme;
  width: number;
  height: number;
  narrow: boolean;
}

function ForestSvg({ rows, columns, categories, theme, width, height, narrow }: ForestSvgProps) {
  const names = narrow ? 118 : 150;
  const first = names + (narrow ? 8 : 66);
  const places = forestLayout(columns, first, width);
  const bottom = headHeight + rows.length * rowHeight;
  const middle = (row: number) => headHeight + (row + 0.5) * rowHeight;
  return (
    <svg width={width} height={height} fontSize={12.5} fill={theme.ink} aria-hidden="true">
      {!narrow && (
        <text x={first - 24} y={headHeight - 10} textAnchor="end" fontSize={11} fill={theme.muted}>
          accuracy, %
        </text>
      )}
      {places.map((place) => (
        <g key={place.title}>
          <text x={place.left} y={16} fontSize={12} fontWeight={600}>
            {place.title}
          </text>
          <text x={place.left} y={headHeight - 10} fontSize={11} fill={theme.muted}>
            {place.note}
          </text>
          {place.ticks.map(({ x, label }) => (
            <g key={label}>
              <line x1={x} x2={x} y1={headHeight} y2={bottom} stroke={theme.line} />
              <text x={x} y={bottom + 16} textAnchor="middle" fontSize={11} fill={theme.muted}>
                {label}
              </text>
            </g>
          ))}
        </g>
      ))}
      {rows.map((row, k) => {
        const newTag = k === 0 || rows[k - 1]?.tag !== row.tag;
        const rule = headHeight + k * rowHeight;
        const colour = categories.get(row.condition.models[0]!)?.colour ?? -1;
        return (
          <g key={row.condition.key}>
            {newTag && <line x1={0} x2={width} y1={rule} y2={rule} stroke={k === 0 ? theme.lineStrong : theme.line} />}
            <circle cx={4} cy={middle(k)} r={4} fill={markColour(theme, colour)} />
            <text x={15} y={middle(k)} dominantBaseline="central" fontWeight={600} fill={theme.ink}>
              {row.condition.name}
            </text>
            {!narrow && (
              <text x={first - 24} y={middle(k)} dominantBaseline="central" textAnchor="end" fill={theme.muted}>
                {meanAccuracy(row.condition)}
              </text>
            )}
          </g>
        );
      })}
      {places.map((place) => (
        <line key={place.title} x1={place.zero} x2={place.zero} y1={headHeight} y2={bottom} stroke={theme.ink} />
      ))}
      {places.map((place) =>
        place.cells.map((cell, k) => {
          const row = rows[k];
          if (!cell || !row) return null;
          const category = categories.get(row.condition.models[0]!)?.colour ?? -1;
          const colour = markColour(theme, category);
          return (
            <g key={`${place.title} ${row.condition.key}`}>
              {cell.x1 !== undefined && (
                <line x1={cell.x1} x2={cell.x2} y1={middle(k)} y2={middle(k)} stroke={colour} strokeWidth={1.8} />
              )}
              <circle
                cx={cell.x}
                cy={middle(k)}
                r={4}
                fill={cell.sure ? colour : theme.background}
                stroke={colour}
                strokeWidth={1.6}
              />
              <text x={place.numbersAt} y={middle(k)} dominantBaseline="central" textAnchor="end">
                <tspan fontWeight={cell.sure ? 650 : 400} fill={cell.sure ? theme.ink : theme.muted}>
                  {cell.number}
                </tspan>
                <tspan fill={theme.muted}>{cell.bound}</tspan>
              </text>
            </g>
          );
        }),
      )}
    </svg>
  );
}

function fractionKeys(estimator: EstimatorKind): { key: MetricKey; estimator: string }[] {
  if (estimator === 'mirrored') return [{ key: 'withinMirrored', estimator: '' }];
  if (estimator === 'periodogram') return [{ key: 'within', estimator: '' }];
  return [
    { key: 'within', estimator: 'periodogram' },
    { key: 'withinMirrored', estimator: 'mirrored' },
  ];
}

function columnsOf(rows: readonly Difference[], estimator: EstimatorKind): ForestColumn[] {
  const column = (key: MetricKey, title: string, note: string, scale: string): ForestColumn => ({
    title,
    note,
    scale,
    factor: key === 'accuracy' ? 100 : 1,
    least: key === 'accuracy' ? 2 : 4,
    effects: rows.map(({ effects }) => effects[key]),
  });
  const directions = 'left of 0: lower';
  if (estimator === 'both') {
    return [
      column('within', 'Within class', 'periodogram, the published estimator', 'within'),
      column('withinMirrored', 'Within class, mirrored', 'no leakage from unequal ends', 'within'),
      column('between', 'Between classes', 'periodogram', 'between'),
      column('betweenMirrored', 'Between classes, mirrored', 'no leakage from unequal ends', 'between'),
    ];
  }
  const mirrored = estimator === 'mirrored';
  return [
    column(mirrored ? 'withinMirrored' : 'within', 'Within-class fraction', directions, 'within'),
    column(mirrored ? 'betweenMirrored' : 'between', 'Between-class fraction', directions, 'between'),
    column('accuracy', 'Accuracy (percentage points)', 'left of 0: worse', 'accuracy'),
  ];
}

function referenceWords(reference: Condition): string {
  const tags = Object.entries(reference.tags).map(([key, value]) => `${tagWords(key)} ${tagValue(value)}`);
  return tags.length === 0 ? reference.name : `${reference.name} (${tags.join(', ')})`;
}

function meanAccuracy({ models }: Condition): string {
  const values = models.flatMap(({ metrics }) => metrics.accuracy?.value ?? []);
  return values.length === 0 ? '–' : percent(values.reduce((sum, value) => sum + value, 0) / values.length);
}

function tableOf(rows: readonly Difference[], columns: readonly ForestColumn[]) {
  return {
    columns: [
      { name: 'Intervention' },
      { name: 'Varied' },
      { name: 'Pairs', numeric: true },
      ...columns.flatMap(({ title }) => [
        { name: title, numeric: true },
        { name: `${title}: lower`, numeric: true },
        { name: `${title}: upper`, numeric: true },
      ]),
    ],
    rows: rows.map((row, k) => [
      row.condition.name,
      tagWords(row.tag),
      Math.max(0, ...Object.values(row.effects).map(({ pairs }) => pairs)),
      ...columns.flatMap(({ effects }) => [effects[k]?.value, effects[k]?.lower, effects[k]?.upper]),
    ]),
    digits: 4,
  };
}
