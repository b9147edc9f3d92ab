'use client';

import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Figure } from '../components/Figure.tsx';
import { useFigureTheme } from '../components/use-figure-theme.ts';
import { useWidth } from '../components/use-width.ts';
import { numericColumns } from '../format/csv.ts';
import { plusMinus, pValue } from '../format/numbers.ts';
import { estimatorWords, scopeWords } from '../measurement/sentences.ts';
import { DifferencesSvg, differencesHeight } from './DifferencesSvg.tsx';
import type { DifferenceRow } from './rows.ts';

interface DifferencesFigureProps {
  title: string;
  subtitle: string;
  caption: ReactNode;
  rows: readonly DifferenceRow[];
  query: string;
  stale: boolean;
}

/** Paired differences from the reference, a row a model, scope and estimator, with 95 % bounds. */
export function DifferencesFigure({ rows, ...props }: DifferencesFigureProps) {
  const [ref, width] = useWidth();
  const [at, setAt] = useState<number>();
  const theme = useFigureTheme();
  const height = differencesHeight(rows.length);
  const walk = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setAt(undefined);
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setAt(at === undefined ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1));
  };
  const row = at === undefined ? undefined : rows[at];
  return (
    <Figure
      {...props}
      table={tableOf(rows)}
      fileName="differences-from-reference"
      rule={false}
      onKeyDown={walk}
      onBlur={() => setAt(undefined)}
      announced={row ? rowWords(row) : ''}
    >
      <div ref={ref} style={{ height }}>
        {width > 0 && <DifferencesSvg rows={rows} width={width} height={height} theme={theme} at={at} />}
      </div>
    </Figure>
  );
}

function rowWords(row: DifferenceRow): string {
  const number = row.difference ? plusMinus(row.difference, { sign: true }) : 'no paths in common';
  const p = row.pValue === null ? '' : `, ${pValue(row.pValue)}`;
  return `${row.name} ${scopeWords(row.scope)}, ${estimatorWords(row.estimator)}: ${number}${p}`;
}

function tableOf(rows: readonly DifferenceRow[]) {
  return {
    columns: [
      { name: 'Model' },
      { name: 'Scope' },
      { name: 'Estimator' },
      ...numericColumns('Difference', 'Lower', 'Upper', 'p', 'Paired paths'),
    ],
    rows: rows.map((row) => [
      row.name,
      scopeWords(row.scope),
      estimatorWords(row.estimator),
      row.difference?.value,
      row.difference?.lower,
      row.difference?.upper,
      row.pValue,
      row.pairedPaths,
    ]),
    digits: 4,
  };
}
