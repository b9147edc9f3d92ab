/** A column of a figure's table; numeric ones are set right. */
export interface DataColumn {
  name: string;
  numeric?: boolean;
}

/** Numeric columns of these names. */
export function numericColumns(...names: string[]): DataColumn[] {
  return names.map((name) => ({ name, numeric: true }));
}

type DataCell = string | number | null | undefined;

/** The numbers behind a figure. Cells that are numbers are shown with `digits` decimals (3), and written in full to files. */
export interface DataTable {
  columns: readonly DataColumn[];
  rows: readonly (readonly DataCell[])[];
  digits?: number;
}

/** RFC 4180 with LF, after comment lines that say what it is. A missing number is an empty cell. */
export function toCsv(table: DataTable, about: { title: string; query: string }): string {
  const comments = [`# ${about.title}`];
  if (about.query) comments.push(`# ${about.query.replace(/\s+/g, ' ').trim()}`);
  const lines = [table.columns.map((column) => csvCell(column.name)), ...table.rows.map((row) => row.map(csvCell))];
  return `${[...comments, ...lines.map((cells) => cells.join(','))].join('\n')}\n`;
}

function csvCell(cell: DataCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return Number.isNaN(cell) ? '' : String(cell);
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
