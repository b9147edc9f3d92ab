'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { HowToFill } from '../components/HowToFill.tsx';
import { Loading, QueryError } from '../components/States.tsx';
import { parts } from '../format/numbers.ts';
import { count } from '../format/words.ts';
import { tagValue } from '../overview/colouring.ts';
import { parseSort, toggleSort } from '../overview/sort.ts';
import { columnName, printing } from './columns.ts';
import { ModelsQuery } from './documents.ts';
import classes from './Models.module.css';
import { filterOf, type ModelsState, orderOf } from './state.ts';

interface ModelsTableProps {
  state: ModelsState;
  columns: readonly string[];
  dataset: string | undefined;
  /** Keys of tags whose values are all numbers. */
  numericTags: ReadonlySet<string>;
  onSort: (sort: string) => void;
  onTotal: (total: number) => void;
  onClear: () => void;
}

const pageLength = 100;

/** The models a filter leaves, page by page from a cursor. */
export function ModelsTable(props: ModelsTableProps) {
  const { state, columns, onSort } = props;
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  const sorting = parseSort(state.sort);
  const ariaSort = (column: string) =>
    sorting.column !== column ? undefined : sorting.descending ? 'descending' : 'ascending';
  const head = (column: string, title: string) => (
    <button type="button" onClick={() => onSort(toggleSort(state.sort, column))}>
      {title} {sorting.column === column ? (sorting.descending ? '↓' : '↑') : ''}
    </button>
  );
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col" aria-sort={ariaSort('name')}>
              {head('name', 'Model')}
            </th>
            {columns.map((column) =>
              column.startsWith('tag:') ? (
                <th key={column} scope="col" className={props.numericTags.has(column) ? 'numeric' : undefined}>
                  {columnName(column)}
                </th>
              ) : (
                <th key={column} scope="col" className="numeric" aria-sort={ariaSort(column)}>
                  {head(column, columnName(column))}
                </th>
              ),
            )}
          </tr>
        </thead>
        {cursors.map((after, index) => (
          <Rows
            key={after ?? ''}
            {...props}
            after={after}
            last={index === cursors.length - 1}
            onMore={(cursor) => setCursors([...cursors, cursor])}
          />
        ))}
      </table>
    </div>
  );
}

interface RowsProps extends ModelsTableProps {
  after: string | null;
  last: boolean;
  onMore: (cursor: string) => void;
}

function Rows({ state, columns, dataset, numericTags, after, last, onMore, onTotal, onClear }: RowsProps) {
  const metrics = columns.filter((column) => !column.startsWith('tag:'));
  const [{ data, error }, refetch] = useQuery({
    query: ModelsQuery,
    variables: {
      first: pageLength,
      after,
      filter: filterOf(state) ?? null,
      orderBy: orderOf(state.sort),
      metrics,
      dataset: dataset ?? null,
    },
  });
  const models = data?.models;
  const total = models?.totalCount;
  useEffect(() => {
    if (total !== undefined) onTotal(total);
  }, [total, onTotal]);
  const wide = columns.length + 1;
  if (error || !models) {
    return (
      <tbody>
        <tr>
          <td colSpan={wide}>
            {error ? (
              <QueryError error={error} what="The models" retry={() => refetch({ requestPolicy: 'network-only' })} />
            ) : (
              <Loading what="Loading models…" />
            )}
          </td>
        </tr>
      </tbody>
    );
  }
  const { endCursor, hasNextPage } = models.pageInfo;
  return (
    <tbody>
      {models.edges.map(({ node }) => (
        <tr key={node.id}>
          <td>
            <Link href={`/models/${encodeURIComponent(node.id)}`}>{node.name}</Link>
          </td>
          {columns.map((column) =>
            column.startsWith('tag:') ? (
              <td key={column} className={numericTags.has(column) ? 'numeric' : undefined}>
                {tagValue(node.tags.find(({ key }) => `tag:${key}` === column)?.value)}
              </td>
            ) : (
              <MetricCell key={column} metric={node.metrics.find(({ name }) => name === column)} name={column} />
            ),
          )}
        </tr>
      ))}
      {models.totalCount === 0 && (
        <tr>
          <td colSpan={wide} style={{ height: 120, textAlign: 'center', whiteSpace: 'normal' }}>
            <Nothing state={state} onClear={onClear} />
          </td>
        </tr>
      )}
      {last && hasNextPage && endCursor && (
        <tr>
          <td colSpan={wide}>
            <button type="button" className={`link ${classes.more}`} onClick={() => onMore(endCursor)}>
              Load more of {count(models.totalCount)}
            </button>
          </td>
        </tr>
      )}
    </tbody>
  );
}

function MetricCell({
  metric,
  name,
}: {
  metric: { value: number; lower: number | null; upper: number | null } | undefined;
  name: string;
}) {
  if (!metric) return <td className="numeric muted">–</td>;
  const { number, bound } = parts(metric, printing(name));
  return (
    <td className="numeric">
      {number}
      <span className="muted">{bound}</span>
    </td>
  );
}

function Nothing({ state, onClear }: { state: ModelsState; onClear: () => void }) {
  const conditions = [...(state.name ? [`name contains “${state.name}”`] : []), ...state.tags];
  if (conditions.length === 0) {
    return (
      <>
        <strong>No models yet.</strong> <HowToFill />
      </>
    );
  }
  return (
    <>
      <strong>No model matches</strong> {conditions.join(' and ')}.{' '}
      <button type="button" className="link" onClick={onClear}>
        Clear all
      </button>
    </>
  );
}
