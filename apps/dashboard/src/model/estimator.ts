import { words } from '../format/words.ts';

/** The estimators that spectra can be asked for, the published one first. */
export const estimators = ['PERIODOGRAM', 'MIRRORED', 'DISTANCE_POWER'] as const;
export type Estimator = (typeof estimators)[number];

const names: Readonly<Record<string, string>> = {
  PERIODOGRAM: 'periodogram',
  MIRRORED: 'mirrored',
  DISTANCE_POWER: 'power of the distance',
} satisfies Record<Estimator, string>;

/** An estimator's name; one that this page does not know prints as it came. */
export function estimatorName(estimator: string): string {
  return names[estimator] ?? words(estimator);
}

/** The estimator that an address names; the published one where it names none that exists. */
export function estimatorOf(search: URLSearchParams): Estimator {
  const asked = search.get('estimator');
  return estimators.find((choice) => choice === asked) ?? 'PERIODOGRAM';
}

/** The same address with another estimator; the published one is left out. */
export function withEstimator(search: URLSearchParams, estimator: Estimator): URLSearchParams {
  const next = new URLSearchParams(search);
  if (estimator === 'PERIODOGRAM') next.delete('estimator');
  else next.set('estimator', estimator);
  return next;
}
