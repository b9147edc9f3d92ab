import { plural } from '../format/words.ts';

const kinds: Readonly<Record<string, string>> = {
  LINEAR: 'along straight paths',
  AMPLITUDE: 'along paths that blend image amplitudes',
  PHASE: 'along paths that blend image phases',
  DIRECTION: 'from images along directions',
};

/** What the samples of a path lie along; of a kind that this page does not know, paths. */
export function alongPaths(kind: string): string {
  return kinds[kind] ?? 'along the paths';
}

/** What a path's frequencies count in. */
export function unitWords(unit: string | undefined): string {
  return unit === 'CYCLES_PER_PATH' ? 'frequencies in cycles per path' : 'frequencies in cycles per unit distance';
}

/** How a path is sampled: step 1; 64 samples, 1 apart; 100 samples a path. */
export function samplesWords({ step, samples }: { step: number | null; samples: number | null }): string {
  if (samples === null) return `Step ${step ?? 1}.`;
  return step === null ? `${plural(samples, 'sample')} a path.` : `${plural(samples, 'sample')} a path, ${step} apart.`;
}
