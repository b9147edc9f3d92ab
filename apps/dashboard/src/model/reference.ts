import type { ResultOf } from '../api/graphql.ts';
import type { Differences } from '../compare/documents.ts';
import type { Bounded } from '../format/numbers.ts';
import { bounded } from '../measurement/sentences.ts';
import type { ClassRecord } from '../plots/by-class.ts';
import type { ModelResult, ReferenceFractions } from './documents.ts';

type Field = 'within' | 'between' | 'withinMirrored' | 'betweenMirrored';

/** What a model's page compares with. */
export interface Reference {
  /** The model's fractions minus the reference's, paired over paths. */
  differences: Readonly<Partial<Record<Field, Bounded>>>;
  /** Of the reference, by class name. */
  fractions: ReadonlyMap<string, number>;
  accuracies: ReadonlyMap<string, number>;
}

const fields: Readonly<Record<string, Field>> = {
  'WITHIN_CLASS PERIODOGRAM': 'within',
  'BETWEEN_CLASS PERIODOGRAM': 'between',
  'WITHIN_CLASS MIRRORED': 'withinMirrored',
  'BETWEEN_CLASS MIRRORED': 'betweenMirrored',
};

/** Paired differences by fraction; those without a paired path are left out. */
export function differencesOf(rows: ResultOf<typeof Differences>['comparisons']): Reference['differences'] {
  const found: Partial<Record<Field, Bounded>> = {};
  for (const { scope, estimator, difference } of rows) {
    const field = fields[`${scope} ${estimator}`];
    if (field !== undefined && difference !== null) found[field] = bounded(difference);
  }
  return found;
}

export function fractionsOf(measurement: ResultOf<typeof ReferenceFractions>['measurement'] | undefined) {
  const groups = measurement?.__typename === 'PathSpectrumMeasurement' ? measurement.groups : [];
  return new Map(
    groups.flatMap(({ classA, highFrequencyFraction: fraction }) =>
      fraction === null ? [] : [[classA.name, fraction.mean] as const],
    ),
  );
}

export function accuraciesOf(measurement: ResultOf<typeof ModelResult>['measurement'] | undefined) {
  const rows = measurement?.__typename === 'EvaluationMeasurement' ? measurement.byClass : [];
  return new Map(
    rows.flatMap(({ class: { name }, accuracy }) => (accuracy === null ? [] : [[name, accuracy.value] as const])),
  );
}

/** Rows with what each class is for the reference. */
export function withReference(rows: readonly ClassRecord[], values: ReadonlyMap<string, number>): ClassRecord[] {
  return rows.map((row) => {
    const reference = values.get(row.name);
    return reference === undefined ? row : { ...row, reference };
  });
}
