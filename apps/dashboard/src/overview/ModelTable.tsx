'use client';

import { useMemo, useState } from 'react';
import { count, lowerFirst, plural } from '../format/words.ts';
import { ColumnsMenu } from '../model-table/ColumnsMenu.tsx';
import { modelColumns } from '../model-table/columns.ts';
import { saveModels } from '../model-table/csv.ts';
import { ModelGrid } from '../model-table/ModelGrid.tsx';
import { TickedActions } from '../model-table/TickedActions.tsx';
import { columnHead } from '../models/columns.ts';
import type { Category } from './colouring.ts';
import type { Condition } from './conditions.ts';
import classes from './Overview.module.css';
import type { ModelRecord } from './records.ts';
import { parseSort, sortRecords } from './sort.ts';

interface ModelTableProps {
  /** All models of the page, and those that are selected. */
  all: readonly ModelRecord[];
  records: readonly ModelRecord[];
  categories: ReadonlyMap<ModelRecord, Category>;
  reference: Condition | undefined;
  /** Keys of what may be shown, and of what is. */
  choices: readonly string[];
  columns: readonly string[];
  onColumns: (columns: string[]) => void;
  sort: string;
  onSort: (sort: string) => void;
  hovered: readonly ModelRecord[];
  onHover: (records: readonly ModelRecord[]) => void;
  onDeleted: () => void;
  query: string;
}

/** The models with their numbers, and where each stands between the smallest and the largest. */
export function ModelTable(props: ModelTableProps) {
  const { all, records, reference, sort } = props;
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const columns = useMemo(() => modelColumns(props.columns, all), [props.columns, all]);
  const title =
    records.length === all.length
      ? plural(all.length, 'model')
      : `${count(records.length)} of ${plural(all.length, 'model')} in the selection`;
  return (
    <section aria-labelledby="models-title">
      <div className={classes.tableHead}>
        <h2 id="models-title">
          {title} <span className="muted caption">{sortedWords(sort)}</span>
        </h2>
        <div className={classes.tableActions}>
          <TickedActions ticked={ticked} onTicked={setTicked} onDeleted={props.onDeleted} />
          <ColumnsMenu choices={props.choices} columns={props.columns} onColumns={props.onColumns} />
          <button
            type="button"
            className="action"
            onClick={() => saveModels(sortRecords(records, parseSort(sort)), props.query)}
          >
            CSV
          </button>
        </div>
      </div>
      <ModelGrid
        {...{ records, columns, sort, reference, ticked }}
        onSort={props.onSort}
        onTicked={setTicked}
        categories={props.categories}
        hovered={props.hovered}
        onHover={props.onHover}
        label="Models"
      />
      <p className="caption" style={{ marginTop: 8 }}>
        {boundWords(records)} Dots: place between the smallest and the largest.
      </p>
    </section>
  );
}

/** What ± is; where results were imported without any, that is said here, once. */
function boundWords(records: readonly ModelRecord[]): string {
  const bounded = ({ metrics }: ModelRecord) => Object.values(metrics).some((metric) => metric?.lower != null);
  const imported = records.filter((record) => record.external && !bounded(record)).length;
  const explained =
    '± half the width of the 95 % bounds: of accuracy over images (Wilson), of fractions over paths, stratified by class or pair.';
  if (imported === 0) return explained;
  const none = 'Imported results: published without standard errors, so no ± here.';
  return imported === records.length ? none : `${explained} ${none}`;
}

function sortedWords(sort: string): string {
  const { column, descending } = parseSort(sort);
  const name = column === 'name' ? 'name' : lowerFirst(columnHead(column));
  return `sorted by ${name}, ${descending ? 'highest' : 'lowest'} first`;
}
