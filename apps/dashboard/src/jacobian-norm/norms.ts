import { decodeFloat32 } from '../api/float32.ts';
import { type Bounded, halfWidth, plusMinus } from '../format/numbers.ts';
import { plural } from '../format/words.ts';
import type { NormRow } from '../plots/norms.ts';

interface Points {
  models: readonly { id: string; name: string }[];
  metrics: readonly { values: string; lower: string; upper: string }[];
}

/** A model's Jacobian norm. */
export interface Norm extends Bounded {
  id: string;
  name: string;
}

/** The models that have one, in the server's order. */
export function normsOf({ models, metrics: [metric] }: Points): Norm[] {
  if (metric === undefined) return [];
  const [values, lower, upper] = [metric.values, metric.lower, metric.upper].map(decodeFloat32);
  const bound = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);
  return models.flatMap(({ id, name }, k) => {
    const value = bound(values?.[k]);
    return value === null ? [] : [{ id, name, value, lower: bound(lower?.[k]), upper: bound(upper?.[k]) }];
  });
}

/**
 * The rows of the figure, highest first: the model itself, its reference, and of the others those whose norms are nearest to
 * its own, `most` in all. The model's own number is `own`, which may be newer than what all models were asked for.
 */
export function normRows(
  norms: readonly Norm[],
  own: Norm,
  reference: string | undefined,
  most = 12,
): { rows: NormRow[]; left: number } {
  const others = norms.filter(({ id }) => id !== own.id);
  const rank = (norm: Norm) => (norm.id === reference ? -1 : Math.abs(norm.value - own.value));
  const near = [...others].sort((a, b) => rank(a) - rank(b)).slice(0, most - 1);
  const role = (id: string) => (id === own.id ? 'own' : id === reference ? 'reference' : 'other');
  const rows = [own, ...near]
    .sort((a, b) => b.value - a.value)
    .map(
      ({ id, name, value, lower = null, upper = null }) => ({ id, name, value, lower, upper, role: role(id) }) as const,
    );
  return { rows, left: others.length - near.length };
}

/** What the number says: against the reference where that is known, claimed only where the bounds are apart. */
export function normFinding(own: Bounded, reference: Norm | undefined): string {
  const number = plusMinus(own, { least: 2 });
  if (reference === undefined) return `Jacobian norm ${number}`;
  const apart = halfWidth(own) !== undefined && halfWidth(reference) !== undefined;
  if (apart && (own.lower ?? 0) > (reference.upper ?? 0))
    return `Jacobian norm ${number}, above ${reference.name}’s ${plusMinus(reference, { least: 2 })}`;
  if (apart && (own.upper ?? 0) < (reference.lower ?? 0))
    return `Jacobian norm ${number}, below ${reference.name}’s ${plusMinus(reference, { least: 2 })}`;
  return `Jacobian norm ${number}; does it differ from ${reference.name}’s ${plusMinus(reference, { least: 2 })}?`;
}

/** What the bounds are, and how it was measured. */
export function normCaption(
  record: { imageCount: number; directionCount: number; difference: number },
  left: number,
): string {
  const parts = [
    `Root of the mean over ${plural(record.imageCount, 'image')} of the squared Frobenius norm, by differences of ${record.difference} along ${plural(record.directionCount, 'random direction')}.`,
    'Points and 95 % bounds over images (delta method); they say nothing of training the network again.',
    left > 0 ? `Of ${plural(left, 'other model')} not shown, none is nearer.` : '',
  ];
  return parts.filter(Boolean).join(' ');
}
