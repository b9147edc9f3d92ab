import { compositeWeight } from '../format/composite-weight.ts';
import { fixed } from '../format/numbers.ts';
import { words } from '../format/words.ts';
import { bounded } from '../measurement/sentences.ts';
import type { DirectionRow } from '../plots/direction-map.ts';
import type { DirectionRecord } from './documents.ts';

/** An image frequency with as many decimals as it needs, two at most: 5, 7.07. */
export function frequencyWords(value: number): string {
  return fixed(value, Number.isInteger(Number(value.toFixed(2))) ? 0 : 2);
}

/**
 * A row a direction, by image frequency; those of none, which are no single basis image, at the end in the order they came.
 * `name` is what stands under its column: the image frequency, or what it is.
 */
export function directionRows(records: readonly DirectionRecord[], estimator: string): DirectionRow[] {
  return records
    .map(({ direction, spectrum, highFrequencyFraction: fraction }) => ({
      kind: direction.kind,
      imageFrequency: direction.imageFrequency,
      name:
        direction.imageFrequency === null
          ? (compositeWeight(direction.kind) ?? words(direction.kind))
          : frequencyWords(direction.imageFrequency),
      place:
        direction.i === null || direction.j === null ? placeWords(direction.kind) : `(${direction.i}, ${direction.j})`,
      pathCount: spectrum.pathCount,
      frequencyUnit: spectrum.frequencyUnit,
      bins: bins(spectrum, estimator),
      fraction: fraction && bounded(fraction),
    }))
    .sort((a, b) => (a.imageFrequency ?? Infinity) - (b.imageFrequency ?? Infinity) || 0);
}

/** What a direction is that is no single basis image. */
function placeWords(kind: string): string {
  const weight = compositeWeight(kind);
  return weight === undefined ? '' : `all basis images, weighted by ${weight}`;
}

/** Without the zero frequency, which no log axis has, and the mirrored estimator's last bin, 0 by symmetry. */
function bins({ frequency, magnitude, lower, upper }: DirectionRecord['spectrum'], estimator: string) {
  const end = frequency.length - (estimator === 'MIRRORED' ? 1 : 0);
  return frequency.slice(1, end).map((value, k) => ({
    frequency: value,
    magnitude: magnitude[k + 1] ?? 0,
    lower: lower?.[k + 1] ?? null,
    upper: upper?.[k + 1] ?? null,
  }));
}
