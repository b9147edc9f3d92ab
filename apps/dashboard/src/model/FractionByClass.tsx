'use client';

import { fixed, plusMinus } from '../format/numbers.ts';
import { plural, pluralRange } from '../format/words.ts';
import { estimatorWords } from '../measurement/sentences.ts';
import type { ClassRecord } from '../plots/by-class.ts';
import { ByClassFigure } from './ByClassFigure.tsx';
import { byClassFinding, byClassOverlap, tickWords } from './sentences.ts';

const axis = {
  limits: [0, 1] as [number, number],
  fromZero: true,
  xLabel: 'High-frequency fraction',
  tick: (value: number) => String(Number(value.toFixed(3))),
  describe: (row: ClassRecord) =>
    `${row.name}\n${plusMinus(row)}\n${plural(row.count, 'path')}${row.reference === undefined ? '' : `\nreference ${fixed(row.reference, 3)}`}`,
};

/** Within-class fraction, a row a class. */
export function FractionByClass(props: {
  rows: readonly ClassRecord[];
  /** Name of the model whose values the ticks are. */
  reference: string | undefined;
  estimator: string;
  colour: number;
  fileName: string;
  stale: boolean;
}) {
  return (
    <ByClassFigure
      rows={props.rows}
      order="highest first"
      title={byClassFinding(props.rows)}
      subtitle={`Within-class fraction by class, ${estimatorWords(props.estimator)}`}
      caption={`${byClassOverlap(props.rows)} Point and 95 % bounds (Student's t over the class's paths, ${pluralRange(
        props.rows.map((row) => row.count),
        'path',
      )} a class), not corrected for the number of classes.${tickWords(props.rows, props.reference)}`}
      axis={axis}
      countName="Paths"
      valueName="High-frequency fraction"
      colour={props.colour}
      fileName={props.fileName}
      query="measurement { groups(scope: WITHIN_CLASS) { classA { name } highFrequencyFraction { mean lower upper } } }"
      stale={props.stale}
    />
  );
}
