import { plural, pluralRange } from '../format/words.ts';
import { isFinal } from '../measurement/status.ts';
import { seedCounts } from './curves.ts';
import type { Run } from './runs.ts';
import type { Measure } from './state.ts';
import type { GroupLine } from './summary.ts';
import { smoothingWords } from './wave.ts';

/** What lines and bands of the curves are, and what is in the labels. */
export function curvesCaption(runs: readonly Run[], noise: string, amplitude: number): string {
  const { least, most } = seedCounts(runs);
  const one = most <= 1;
  const lines = one
    ? 'Line: one training run'
    : `Line: mean of ${pluralRange([least, most], 'seed')}; band: smallest to largest; minimum: mean of each seed’s own, with 95 % bounds`;
  const wave = noise === 'UNIFORM' ? 'all' : 'the same wave on the validation images';
  return `${lines}. Labels smoothed by ${smoothingWords(noise, amplitude)}, ${wave}.`;
}

/** What bounds and dashes of the figure against frequency are. */
export function summaryCaption(lines: readonly GroupLine[], measure: Measure): string {
  const counts = lines.flatMap(({ points }) => points.map(({ count }) => count));
  const bounded = counts.some((count) => count > 1);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const bounds = bounded
    ? `Bands: 95 % bounds over ${pluralRange([least, most], 'seed')} (Student’s t).${least === 1 ? ' Hollow: one training run, no bounds.' : ''}`
    : 'One training run each: no bounds.';
  const controls = lines.some(({ control }) => control !== null);
  if (measure === 'wave') return `${bounds} Dashed: 0, a wave that is not followed.`;
  const dashed = 'Dashed: uniform smoothing of the same amplitude, the control: no wave to follow.';
  return counts.length === 0 ? '' : `${bounds} ${controls ? dashed : 'No uniform control was trained.'}`;
}

/** Beside the table's head. */
export function seedWords(lines: readonly GroupLine[]): string {
  const counts = lines.flatMap(({ points }) => points.map(({ count }) => count));
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (counts.length === 0) return '';
  if (most === 1) return 'one training run each: no bounds';
  return `${pluralRange([least, most], 'seed')}; ± is half the width of the 95 % bounds`;
}

/** In the place of curves, while no run has an epoch. */
export function firstEpochWords(runs: readonly Run[]): string {
  return isOver(runs) ? 'No training has finished an epoch' : 'Curves come after the first epoch';
}

/** In the place of the figure against frequency, while no run has a summary. */
export function firstEndWords(runs: readonly Run[]): string {
  return isOver(runs) ? 'No training has succeeded' : 'Points come when a training is over';
}

const isOver = (runs: readonly Run[]) => runs.every(({ status }) => isFinal(status));

/** What waits, runs or failed, and so is in no summary; empty where there is nothing of it. */
export function goingWords(runs: readonly Run[]): string {
  const number = (status: string) => runs.filter((run) => run.status === status).length;
  const part = (status: string, word: string) =>
    number(status) > 0 ? [`${plural(number(status), 'training')} ${word}`] : [];
  const parts = [...part('RUNNING', 'running'), ...part('QUEUED', 'waiting'), ...part('FAILED', 'failed')];
  return parts.length === 0 ? '' : `${parts.join(', ')}: in no minimum against frequency.`;
}
