import { fixed } from '../format/numbers.ts';
import { metricKeys, metricName } from './records.ts';

/** From which frequency on a fraction counts. */
export interface Cutoff {
  at: number;
  unit: 'SHARE_OF_BINS' | 'CYCLES_PER_DISTANCE';
}

/** The one of the published fraction. */
export const publishedCutoff: Cutoff = { at: 0.1, unit: 'SHARE_OF_BINS' };

/** The choices that are offered; a link may hold any other. */
export const cutoffs: readonly Cutoff[] = [
  ...[0.05, 0.1, 0.2, 0.3].map((at) => ({ at, unit: 'SHARE_OF_BINS' as const })),
  ...[0.02, 0.05, 0.1, 0.2].map((at) => ({ at, unit: 'CYCLES_PER_DISTANCE' as const })),
];

export function isPublished({ at, unit }: Cutoff): boolean {
  return at === publishedCutoff.at && unit === publishedCutoff.unit;
}

/** For links: `0.2`, a share of bins, or `0.05d`, cycles per unit distance. */
export function formatCutoff({ at, unit }: Cutoff): string {
  return `${at}${unit === 'CYCLES_PER_DISTANCE' ? 'd' : ''}`;
}

/** The inverse; the published one for anything else. */
export function parseCutoff(text: string | undefined): Cutoff {
  const [, number, distance] = /^(\d+(?:\.\d+)?)(d?)$/.exec(text ?? '') ?? [];
  const at = Number(number);
  if (number === undefined || !(at > 0 && at < 1)) return publishedCutoff;
  return { at, unit: distance === 'd' ? 'CYCLES_PER_DISTANCE' : 'SHARE_OF_BINS' };
}

/** `0.10 of bins`, `0.05 cycles per distance`. */
export function cutoffWords(cutoff: Cutoff): string {
  const at = fixed(cutoff.at, Math.max(2, String(cutoff.at).split('.')[1]?.length ?? 0));
  if (cutoff.unit === 'CYCLES_PER_DISTANCE') return `${at} cycles per distance`;
  return `${at} of bins`;
}

/**
 * What the Overview's queries take of a cutoff: the five metrics, whose fractions are stored at the published one; at another
 * they are taken of the spectra, each estimator's by a field of its own, so that the mirrored are not among the metrics.
 */
export function fractionVariables(cutoff: Cutoff) {
  const isStored = isPublished(cutoff);
  const taken = (estimator: 'PERIODOGRAM' | 'MIRRORED') =>
    isStored ? null : { estimator, cutoff: cutoff.at, cutoffUnit: cutoff.unit };
  return {
    metrics: metricKeys.filter((key) => isStored || !key.endsWith('Mirrored')).map(metricName),
    fraction: taken('PERIODOGRAM'),
    mirroredFraction: taken('MIRRORED'),
    withMirrored: !isStored,
  };
}
