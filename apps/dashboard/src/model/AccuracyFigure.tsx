'use client';

import { useMemo } from 'react';
import { fixed, percent, rateWords } from '../format/numbers.ts';
import { plural } from '../format/words.ts';
import type { EvaluationResult } from '../measurement/results.ts';
import type { ClassRecord } from '../plots/by-class.ts';
import { ByClassFigure } from './ByClassFigure.tsx';
import { withReference } from './reference.ts';
import { accuracyFinding, tickWords } from './sentences.ts';

interface AccuracyFigureProps {
  rows: EvaluationResult['byClass'];
  imageCount: number;
  /** Accuracies of the model that this one is compared with, by class. */
  reference?: { name: string; accuracies: ReadonlyMap<string, number> } | undefined;
  colour: number;
  fileName: string;
  height?: number;
  rule?: boolean;
}

const axis = {
  limits: [0, 1] as [number, number],
  fromZero: false,
  xLabel: 'Accuracy (%)',
  tick: (value: number) => fixed(value * 100, 0),
  describe: (row: ClassRecord) =>
    `${row.name}\n${rateWords(row)}\n${plural(row.count, 'image')}${row.reference === undefined ? '' : `\nreference ${percent(row.reference)} %`}`,
};

/** Accuracy, a row a class, lowest first. */
export function AccuracyFigure({ rows, imageCount, reference, ...props }: AccuracyFigureProps) {
  const records = useMemo(
    () => withReference(classRecords(rows), reference?.accuracies ?? new Map()),
    [rows, reference?.accuracies],
  );
  return (
    <ByClassFigure
      rows={records}
      order="lowest first"
      title={accuracyFinding(records)}
      subtitle={`Accuracy by class, ${plural(imageCount, 'image')}`}
      caption={`Point and 95 % bounds (Wilson), not corrected for the number of classes.${tickWords(records, reference?.name)}`}
      axis={axis}
      countName="Images"
      valueName="Accuracy"
      query="measurement { byClass { class { name } imageCount accuracy { value lower upper } } }"
      {...props}
    />
  );
}

/** The API's rows as the figure takes them; classes without an image have no accuracy and are left out. */
function classRecords(rows: EvaluationResult['byClass']): ClassRecord[] {
  return rows.flatMap(({ class: { name }, imageCount, accuracy }) =>
    accuracy === null
      ? []
      : [{ name, count: imageCount, value: accuracy.value, lower: accuracy.lower, upper: accuracy.upper }],
  );
}
