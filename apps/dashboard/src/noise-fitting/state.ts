import { searchOf } from '../components/search.ts';

export const measures = ['minimum', 'wave'] as const;

/** What is drawn against frequency: the minimum of clean − noisy, or the maximum of wave fitting. */
export type Measure = (typeof measures)[number];

/** Everything about the page that a link holds; undefined: the first that is there. */
export interface NoiseFittingState {
  dataset?: string;
  noise?: string;
  amplitude?: number;
  /** `i,j` of a Fourier direction. */
  direction?: string;
  /** Ids of groups that are not shown. */
  hidden: readonly string[];
  /** The group whose curves are shown. */
  curves?: string;
  measure: Measure;
}

export function parseNoiseFitting(search: string): NoiseFittingState {
  const parameters = new URLSearchParams(search);
  const given = (key: string) => parameters.get(key) || undefined;
  const [dataset, noise, direction, curves] = ['dataset', 'noise', 'direction', 'curves'].map(given);
  const amplitude = Number(given('amplitude') ?? Number.NaN);
  return {
    hidden: parameters.getAll('hide').filter(Boolean),
    measure: measures.find((measure) => measure === given('measure')) ?? 'minimum',
    ...(dataset && { dataset }),
    ...(noise && { noise }),
    ...(Number.isFinite(amplitude) && { amplitude }),
    ...(direction && { direction }),
    ...(curves && { curves }),
  };
}

/** The query string of a state, defaults left out: '' or '?…'. */
export function formatNoiseFitting(state: NoiseFittingState): string {
  const parameters = new URLSearchParams();
  for (const key of ['dataset', 'noise', 'amplitude', 'direction', 'curves'] as const) {
    const value = state[key];
    if (value !== undefined) parameters.set(key, String(value));
  }
  for (const id of state.hidden) parameters.append('hide', id);
  if (state.measure !== 'minimum') parameters.set('measure', state.measure);
  return searchOf(parameters);
}
