'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useFigureTheme } from '../components/use-figure-theme.ts';
import { useWidth } from '../components/use-width.ts';
import type { Category } from '../overview/colouring.ts';
import type { Condition } from '../overview/conditions.ts';
import type { ModelRecord } from '../overview/records.ts';
import { parseSort, sortRecords } from '../overview/sort.ts';
import { isTag } from '../overview/tags.ts';
import type { ModelColumn } from './columns.ts';
import { GridHead } from './GridHead.tsx';
import { GridRow } from './GridRow.tsx';
import classes from './ModelGrid.module.css';
import { rangeOf } from './PlaceMark.tsx';
import { columnWidths, stretched, tickPixels } from './widths.ts';

interface ModelGridProps {
  records: readonly ModelRecord[];
  columns: readonly ModelColumn[];
  sort: string;
  onSort: (sort: string) => void;
  /** Ids of the models with a tick. */
  ticked: ReadonlySet<string>;
  onTicked: (ticked: ReadonlySet<string>) => void;
  reference?: Condition | undefined;
  categories?: ReadonlyMap<ModelRecord, Category>;
  hovered?: readonly ModelRecord[];
  onHover?: (records: readonly ModelRecord[]) => void;
  label: string;
}

const rowPixels = 28;
/** Below, the table keeps its most telling columns. */
const narrowPixels = 868;
const columnsOfNarrow = 3;
/** Up to so many rows are all in the page, for whoever searches or prints it. */
const allAtOnce = 200;

/** Models as a table of any length: only the rows in sight, and some around them, are in the page. */
export function ModelGrid(props: ModelGridProps) {
  const { records, sort, ticked, onTicked, reference, categories, hovered = [], onHover } = props;
  const theme = useFigureTheme();
  const [widthRef, width] = useWidth();
  const rows = useMemo(() => sortRecords(records, parseSort(sort)), [records, sort]);
  const columns = useMemo(() => shownColumns(props.columns, width), [props.columns, width]);
  const ranges = useMemo(
    () => new Map(columns.filter(({ mark }) => mark).map(({ key }) => [key, rangeOf(records, key)])),
    [columns, records],
  );
  const widths = useMemo(
    () => stretched(columnWidths(columns, records, reference), width - tickPixels),
    [columns, records, reference, width],
  );
  const body = useRef<HTMLTableSectionElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  // What stands above the table may grow and shrink at any time: the page is then as much higher or lower.
  useEffect(() => {
    const look = () => {
      const top = body.current?.getBoundingClientRect().top;
      // A pixel of rounding is no change.
      if (top !== undefined)
        setScrollMargin((known) =>
          Math.abs(top + window.scrollY - known) > 2 ? Math.round(top + window.scrollY) : known,
        );
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowPixels,
    overscan: rows.length <= allAtOnce ? rows.length : 24,
    scrollMargin,
  });
  const items = virtualizer.getVirtualItems();
  const [first] = items;
  const last = items.at(-1);
  const before = first ? first.start - scrollMargin : 0;
  const after = last ? virtualizer.getTotalSize() - (last.end - scrollMargin) : rows.length * rowPixels;
  const span = columns.length + 2;
  const tick = (id: string) => {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    onTicked(next);
  };
  return (
    <div className="table-scroll" ref={widthRef}>
      <table className={`table ${classes.grid}`} aria-label={props.label} aria-rowcount={rows.length + 1}>
        <colgroup>
          <col style={{ width: tickPixels }} />
          <col style={{ width: widths.name }} />
          {columns.map((column, k) => (
            <col key={column.key} style={{ width: widths.others[k] }} />
          ))}
        </colgroup>
        <GridHead columns={columns} sort={sort} onSort={props.onSort} />
        <tbody ref={body}>
          <Gap height={before} span={span} />
          {items.map(({ index }) => {
            const record = rows[index];
            if (!record) return null;
            return (
              <GridRow
                key={record.id}
                {...{ record, columns, reference, ranges, theme }}
                index={index}
                colour={categories?.get(record)?.colour}
                lit={hovered.includes(record)}
                onHover={onHover}
                ticked={ticked.has(record.id)}
                onTick={tick}
              />
            );
          })}
          <Gap height={after} span={span} />
        </tbody>
      </table>
    </div>
  );
}

/** Keeps the place of the rows that are not in the page. */
function Gap({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null;
  return (
    <tr className={classes.gap}>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}

/** Narrow screens: metrics before tags, the first few. */
function shownColumns(columns: readonly ModelColumn[], width: number): readonly ModelColumn[] {
  if (width === 0 || width >= narrowPixels) return columns;
  const metrics = columns.filter(({ key, sortable }) => sortable && !isTag(key));
  const kept = new Set([...metrics, ...columns].slice(0, columnsOfNarrow));
  return columns.filter((column) => kept.has(column)).map((column) => ({ ...column, mark: false }));
}
