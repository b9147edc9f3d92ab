'use client';

import Link from 'next/link';
import { useMemo, useState } from 'react';
import { download } from '../components/download.ts';
import { SymbolMark } from '../components/SymbolMark.tsx';
import { useFigureTheme } from '../components/use-figure-theme.ts';
import { toCsv } from '../format/csv.ts';
import { type Bounded, parts } from '../format/numbers.ts';
import { count, plural } from '../format/words.ts';
import { markColour } from '../plots/category.ts';
import { type Category, tagValue, tagWords } from './colouring.ts';
import { type Condition, differingTags } from './conditions.ts';
import classes from './ModelTable.module.css';
import { type MetricKey, type ModelRecord, metricKeys, metricNames } from './records.ts';
import { parseSort, sortRecords, toggleSort } from './sort.ts';

interface ModelTableProps {
  records: readonly ModelRecord[];
  categories: ReadonlyMap<ModelRecord, Category>;
  reference: Condition | undefined;
  sort: string;
  onSort: (sort: string) => void;
  hovered: ModelRecord | undefined;
  onHover: (record: ModelRecord | undefined) => void;
  query: string;
}

interface MetricHead {
  key: MetricKey;
  title: string;
  mark: boolean;
  wide: boolean;
}

const heads: MetricHead[] = [
  { key: 'accuracy', title: 'Accuracy (%)', mark: false, wide: false },
  { key: 'within', title: 'Within', mark: true, wide: false },
  { key: 'between', title: 'Between', mark: true, wide: false },
  { key: 'withinMirrored', title: 'Within, mirrored', mark: false, wide: true },
  { key: 'betweenMirrored', title: 'Between, mirrored', mark: false, wide: true },
];

const pageLength = 100;

/** All models with their numbers, and where each stands between the smallest and the largest. */
const MOST_WORDS = 2;

export function ModelTable(props: ModelTableProps) {
  const { records, categories, reference, sort, hovered, onHover } = props;
  const [shown, setShown] = useState(pageLength);
  const theme = useFigureTheme();
  const sorting = parseSort(sort);
  const rows = useMemo(() => sortRecords(records, parseSort(sort)), [records, sort]);
  const ranges = useMemo(() => new Map(metricKeys.map((key) => [key, rangeOf(records, key)])), [records]);
  const ariaSort = (column: string) =>
    sorting.column !== column ? undefined : sorting.descending ? 'descending' : 'ascending';
  const sortButton = (column: string, title: string) => (
    <button type="button" onClick={() => props.onSort(toggleSort(sort, column))}>
      {title} {sorting.column === column ? (sorting.descending ? '↓' : '↑') : ''}
    </button>
  );
  return (
    <section aria-labelledby="models-title">
      <div className={classes.head}>
        <h2 id="models-title">
          {plural(records.length, 'model')} <span className="muted caption">{sortedWords(sorting)}</span>
        </h2>
        <button type="button" className="action" onClick={() => saveCsv(rows, props.query)}>
          CSV
        </button>
      </div>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col" aria-sort={ariaSort('name')}>
                {sortButton('name', 'Model')}
              </th>
              <th scope="col" className={classes.wide}>
                Varied
              </th>
              <th scope="col" className={classes.wide}>
                Value
              </th>
              <th scope="col" className={`numeric ${classes.wide}`} aria-sort={ariaSort('tag:seed')}>
                {sortButton('tag:seed', 'Seed')}
              </th>
              {heads.map(({ key, title, mark, wide }) => (
                <HeadCells key={key} sort={ariaSort(key)} mark={mark} wide={wide}>
                  {sortButton(key, title)}
                </HeadCells>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((record) => {
              const category = categories.get(record);
              const varied = reference ? differingTags(record.tags, reference.tags) : [];
              return (
                <tr
                  key={record.id}
                  className={record === hovered ? 'lit' : undefined}
                  onPointerEnter={() => onHover(record)}
                  onPointerLeave={() => onHover(undefined)}
                >
                  <td>
                    <span className={classes.name}>
                      <SymbolMark colour={category?.colour ?? -1} theme={theme} />
                      <Link href={`/models/${encodeURIComponent(record.id)}`}>{record.name}</Link>
                    </span>
                  </td>
                  <td className={classes.wide} title={varied.map(tagWords).join(', ')}>
                    {varied.length === 0 ? '(baseline)' : someOf(varied.map(tagWords))}
                  </td>
                  <td className={classes.wide} title={varied.map((key) => tagValue(record.tags[key])).join(', ')}>
                    {varied.length === 0 ? '–' : someOf(varied.map((key) => tagValue(record.tags[key])))}
                  </td>
                  <td className={`numeric ${classes.wide}`}>{record.tags.seed ?? '–'}</td>
                  {heads.map(({ key, mark, wide }) => (
                    <MetricCells
                      key={key}
                      metric={record.metrics[key]}
                      per={key === 'accuracy' ? 'cent' : 'one'}
                      mark={
                        mark ? { range: ranges.get(key), colour: markColour(theme, category?.colour ?? -1) } : undefined
                      }
                      wide={wide}
                    />
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {rows.length > shown && (
        <p>
          <button type="button" className="link" onClick={() => setShown(shown + pageLength)}>
            Show {Math.min(pageLength, rows.length - shown)} more of {count(rows.length)}
          </button>
        </p>
      )}
      <p className="caption" style={{ marginTop: 8 }}>
        ± half the width of the 95 % bounds: of accuracy over images (Wilson), of fractions over paths, stratified by
        class or pair. Dots: place between the smallest and the largest of all {count(records.length)}.
      </p>
    </section>
  );
}

interface HeadCellsProps {
  sort: 'ascending' | 'descending' | undefined;
  mark: boolean;
  wide: boolean;
  children: React.ReactNode;
}

function HeadCells({ sort, mark, wide, children }: HeadCellsProps) {
  return (
    <>
      <th scope="col" className={`numeric ${wide ? classes.wide : ''}`} aria-sort={sort}>
        {children}
      </th>
      {mark && <td className={classes.wide} />}
    </>
  );
}

interface MetricCellsProps {
  metric: Bounded | undefined;
  per: 'one' | 'cent';
  mark: { range: Range | undefined; colour: string } | undefined;
  wide: boolean;
}

function MetricCells({ metric, per, mark, wide }: MetricCellsProps) {
  const text = metric && parts(metric, per === 'cent' ? { scale: 100, least: 1 } : {});
  return (
    <>
      <td className={`numeric ${wide ? classes.wide : ''}`}>
        {text ? text.number : <span className="muted">–</span>}
        {text && <span className="muted">{text.bound}</span>}
      </td>
      {mark && (
        <td className={classes.wide}>
          {metric && mark.range && <PlaceMark value={metric.value} range={mark.range} colour={mark.colour} />}
        </td>
      )}
    </>
  );
}

type Range = readonly [number, number];

function PlaceMark({ value, range: [low, high], colour }: { value: number; range: Range; colour: string }) {
  const x = high > low ? 4 + ((value - low) / (high - low)) * 52 : 30;
  return (
    <svg width={60} height={10} aria-hidden="true" style={{ display: 'block' }}>
      <line x1={0} x2={60} y1={5} y2={5} stroke="var(--line)" strokeWidth={1.5} />
      <circle cx={x} cy={5} r={3.2} fill={colour} />
    </svg>
  );
}

function rangeOf(records: readonly ModelRecord[], key: MetricKey): Range | undefined {
  const values = records.flatMap(({ metrics }) => metrics[key]?.value ?? []);
  return values.length === 0 ? undefined : [Math.min(...values), Math.max(...values)];
}

function sortedWords({ column, descending }: { column: string; descending: boolean }): string {
  const names: Record<string, string> = {
    name: 'name',
    'tag:seed': 'seed',
    accuracy: 'accuracy',
    within: 'within-class fraction',
    between: 'between-class fraction',
    withinMirrored: 'mirrored within-class fraction',
    betweenMirrored: 'mirrored between-class fraction',
  };
  return `sorted by ${names[column] ?? column}, ${descending ? 'highest' : 'lowest'} first`;
}

function saveCsv(rows: readonly ModelRecord[], query: string): void {
  const tags = [...new Set(rows.flatMap((record) => Object.keys(record.tags)))];
  const table = {
    columns: [
      ...['id', 'name', ...tags].map((name) => ({ name })),
      ...metricKeys.flatMap((key) => ['', ': lower', ': upper'].map((end) => ({ name: metricNames[key] + end }))),
    ],
    rows: rows.map((record) => [
      record.id,
      record.name,
      ...tags.map((key) => record.tags[key]),
      ...metricKeys.flatMap((key) => {
        const metric = record.metrics[key];
        return [metric?.value, metric?.lower, metric?.upper];
      }),
    ]),
  };
  download(
    'models.csv',
    new Blob([toCsv(table, { title: `${plural(rows.length, 'model')}`, query })], { type: 'text/csv' }),
  );
}

/** A model may differ in many tags; the first two say which kind it is, and all are in the cell's title. */
function someOf(words: readonly string[]): string {
  if (words.length <= MOST_WORDS) return words.join(', ');
  return `${words.slice(0, MOST_WORDS).join(', ')}, ${words.length - MOST_WORDS} more`;
}
