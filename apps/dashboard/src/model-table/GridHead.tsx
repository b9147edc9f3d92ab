import { parseSort, toggleSort } from '../overview/sort.ts';
import type { ModelColumn } from './columns.ts';

interface GridHeadProps {
  columns: readonly ModelColumn[];
  sort: string;
  onSort: (sort: string) => void;
}

/** Names of the columns; a click sorts by one, a second turns it around. */
export function GridHead({ columns, sort, onSort }: GridHeadProps) {
  const sorting = parseSort(sort);
  const ariaSort = (column: string) =>
    sorting.column !== column ? undefined : sorting.descending ? 'descending' : 'ascending';
  const button = (column: string, title: string) => (
    <button type="button" onClick={() => onSort(toggleSort(sort, column))}>
      {title} {sorting.column === column ? (sorting.descending ? '↓' : '↑') : ''}
    </button>
  );
  return (
    <thead>
      <tr>
        <th scope="col">
          <span className="visually-hidden">Selected</span>
        </th>
        <th scope="col" aria-sort={ariaSort('name')}>
          {button('name', 'Model')}
        </th>
        {columns.map(({ key, title, numeric, sortable }) => (
          <th key={key} scope="col" className={numeric ? 'numeric' : undefined} aria-sort={ariaSort(key)} title={title}>
            {sortable ? button(key, title) : title}
          </th>
        ))}
      </tr>
    </thead>
  );
}
