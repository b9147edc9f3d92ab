'use client';

import { download } from '../components/download.ts';
import { Link } from '../components/Link.tsx';
import { modelHref } from '../components/links.ts';
import { SymbolMark } from '../components/SymbolMark.tsx';
import { TableScroll } from '../components/TableScroll.tsx';
import { useFigureTheme } from '../components/use-figure-theme.ts';
import { toCsv } from '../format/csv.ts';
import { isSure } from '../format/numbers.ts';
import classes from './Compare.module.css';
import { cellParts, differenceWords, markdownOf, type NumberCell, type NumberColumn, tableOf } from './numbers.ts';
import type { Shown } from './series.ts';
import type { Source } from './source.ts';

interface NumbersTableProps {
  shown: readonly Shown[];
  /** Which of several measurements a model's numbers are of, in the order of the models. */
  sources: readonly (Source | undefined)[];
  columns: readonly NumberColumn[];
  query: string;
  /** Of another choice, while this one's numbers load. */
  stale: boolean;
}

const title = 'The numbers';

/** All numbers of the models, each with its ±, and under it the paired difference from the reference with its p. */
export function NumbersTable({ shown, sources, columns, query, stale }: NumbersTableProps) {
  const theme = useFigureTheme();
  const names = shown.map(({ fullName }) => fullName);
  const save = (extension: string, text: string) =>
    download(`compared-numbers.${extension}`, new Blob([text], { type: 'text/plain' }));
  return (
    <section className={classes.numbers} aria-labelledby="numbers" data-stale={stale}>
      <div className={classes.numbersHead}>
        <h2 id="numbers">
          {title}{' '}
          <span className={`caption ${classes.note}`}>
            mean ± half the width of the 95 % bounds; below it the paired difference from the reference with its p, one
            training run each; a loss comes without bounds
          </span>
        </h2>
        <span className={classes.buttons}>
          <button
            type="button"
            className="action"
            onClick={() => save('csv', toCsv(tableOf(names, columns), { title, query }))}
          >
            CSV
          </button>
          <button type="button" className="action" onClick={() => save('md', markdownOf(names, columns))}>
            Markdown
          </button>
        </span>
      </div>
      <TableScroll label="The numbers">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Model</th>
              {columns.map((column) => (
                <th key={column.title} scope="col" className={`numeric ${column.minor ? classes.minor : ''}`}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ id, name, colour }, row) => (
              <tr key={id}>
                <td className={classes.top}>
                  <span className={classes.name}>
                    <SymbolMark colour={colour} theme={theme} />
                    <Link href={modelHref(id)}>{name}</Link>
                  </span>
                  {sources[row] && <MeasuredAt {...sources[row]} />}
                </td>
                {columns.map((column) => (
                  <td key={column.title} className={`numeric ${classes.top} ${column.minor ? classes.minor : ''}`}>
                    <Cell cell={column.cells[row] ?? null} column={column} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

function MeasuredAt({ href, time, words }: Source) {
  return (
    <span className={classes.below}>
      <Link href={href}>{time}</Link>: {words}
    </span>
  );
}

function Cell({ cell, column }: { cell: NumberCell | null; column: NumberColumn }) {
  if (cell === null) return <span className="muted">–</span>;
  const { number, bound } = cellParts(cell, column);
  const { difference } = cell;
  return (
    <>
      {number}
      <span className="muted">{bound}</span>
      {difference && (
        <span className={classes.below} data-sure={isSure(difference.value)}>
          {differenceWords(difference)}
        </span>
      )}
    </>
  );
}
