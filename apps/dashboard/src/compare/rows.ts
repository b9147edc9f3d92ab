import type { Bounded } from '../format/numbers.ts';
import { bounded } from '../measurement/sentences.ts';
import type { Comparison } from './documents.ts';
import { besideOf, comparisonOf, type Shown, scopes } from './series.ts';

/** A row of the forest: one model's paired difference in one scope by one estimator. */
export interface DifferenceRow {
  key: string;
  name: string;
  colour: number;
  scope: string;
  estimator: string;
  /** The chosen estimator's rows are bold and begin a group. */
  chosen: boolean;
  difference: Bounded | undefined;
  pairedPaths: number;
  pValue: number | null;
}

/** More rows than these models make would be too long beside the spectra; then only the chosen estimator has rows. */
const mostWithBoth = 4;

/** Rows of the forest: by scope, then by model, and under each the estimator beside the chosen one. */
export function differenceRows(
  comparisons: readonly Comparison[],
  others: readonly Shown[],
  estimator: string,
): DifferenceRow[] {
  const estimators = others.length > mostWithBoth ? [estimator] : [estimator, besideOf(estimator)];
  return scopes.flatMap((scope) =>
    others.flatMap((other) =>
      estimators.map((of) => {
        const found = comparisonOf(comparisons, { spectrum: other.spectrum, scope, estimator: of });
        return {
          key: [other.id, scope, of].join(' '),
          name: other.name,
          colour: other.colour,
          scope,
          estimator: of,
          chosen: of === estimator,
          difference: found?.difference ? bounded(found.difference) : undefined,
          pairedPaths: found?.pairedPaths ?? 0,
          pValue: found?.pValue ?? null,
        };
      }),
    ),
  );
}
