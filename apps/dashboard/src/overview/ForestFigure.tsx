'use client';

import { useState } from 'react';
import { Figure } from '../components/Figure.tsx';
import { useFigureTheme } from '../components/use-figure-theme.ts';
import { useWidth } from '../components/use-width.ts';
import { listed } from '../format/words.ts';
import type { ForestColumn } from '../plots/forest.ts';
import type { Condition } from './conditions.ts';
import type { Difference } from './differences.ts';
import { ForestPicture, forestHeight } from './ForestPicture.tsx';
import { differencesCaption, differencesTitle, disagreementWords } from './finding.ts';
import { drawnRows, forestColumns, forestTable, withinKeys } from './forest-columns.ts';
import type { EstimatorKind } from './state.ts';
import { tagValue, tagWords } from './tags.ts';

interface ForestFigureProps {
  reference: Condition;
  rows: readonly Difference[];
  /** How many interventions there are; the caption says where not all are shown. */
  outOf: number;
  colourOf: (row: Difference) => number;
  estimator: EstimatorKind;
  query: string;
  stale: boolean;
  rule: boolean;
  /** Whether trainings were repeated with other seeds. */
  areReplicates: boolean;
}

/** Narrower than this, one column at a time. */
const narrowWidth = 720;

/** What each intervention changed, with 95 % bounds: the page's two-minute answer. */
export function ForestFigure(props: ForestFigureProps) {
  const { reference, rows, outOf, colourOf, estimator, query, stale, rule, areReplicates } = props;
  const [ref, width] = useWidth();
  const [only, setOnly] = useState(0);
  const theme = useFigureTheme();
  const all = forestColumns(rows, estimator);
  const narrow = width > 0 && width < narrowWidth;
  const columns = narrow ? all.slice(only, only + 1) : all;
  const keys = withinKeys(estimator);
  const height = forestHeight(rows.length);
  return (
    <Figure
      title={differencesTitle(rows, keys)}
      subtitle={[
        `Difference from ${referenceWords(reference, rows)}, of models equal in every other tag, training runs of equal seed paired.`,
        disagreementWords(rows, keys),
      ]
        .join(' ')
        .trim()}
      caption={differencesCaption(drawnRows(rows, all), { outOf, isOneScale: estimator === 'both', areReplicates })}
      table={forestTable(rows, all)}
      fileName="differences"
      query={query}
      stale={stale}
      rule={rule}
      controls={narrow && all.length > 1 && <ColumnSwitch columns={all} only={only} onOnly={setOnly} />}
    >
      <div ref={ref} style={{ height }}>
        {width > 0 && <ForestPicture {...{ rows, columns, colourOf, theme, width, narrow }} />}
      </div>
    </Figure>
  );
}

interface ColumnSwitchProps {
  columns: readonly ForestColumn[];
  only: number;
  onOnly: (index: number) => void;
}

function ColumnSwitch({ columns, only, onOnly }: ColumnSwitchProps) {
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 12px', padding: '4px 0' }}>
      {columns.map((column, index) => (
        <button
          key={column.title}
          type="button"
          className="link"
          aria-pressed={index === only}
          style={index === only ? { color: 'var(--ink)', fontWeight: 600 } : undefined}
          onClick={() => onOnly(index)}
        >
          {column.title}
        </button>
      ))}
    </div>
  );
}

/** The values that the rows' tags are compared with. */
function referenceWords({ tags }: Condition, rows: readonly Difference[]): string {
  const keys = [...new Set(rows.map(({ tag }) => tag))];
  return listed(keys.map((key) => `${tagWords(key)} ${tagValue(tags[key])}`));
}
