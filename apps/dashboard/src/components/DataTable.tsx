import type { DataTable } from '../format/csv.ts';
import { fixed } from '../format/numbers.ts';
import { TableScroll } from './TableScroll.tsx';

/** The table behind a figure. */
export function TableView({ table }: { table: DataTable }) {
  const digits = table.digits ?? 3;
  return (
    <TableScroll label="Table" style={{ maxHeight: 420, overflowY: 'auto' }}>
      <table className="table">
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column.name} scope="col" className={column.numeric ? 'numeric' : undefined}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            // Rows of a figure's table have no identity beyond their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <tr key={index}>
              {table.columns.map((column, at) => (
                <td key={column.name} className={column.numeric ? 'numeric' : undefined}>
                  {shown(row[at], digits)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function shown(cell: string | number | null | undefined, digits: number): string {
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : fixed(cell, digits);
  return cell ?? '–';
}
