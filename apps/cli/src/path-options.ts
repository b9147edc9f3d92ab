import type { Direction } from '@passband/engine';
import { UsageError } from './errors.ts';

/** Options of a path spectrum, here or on a server. */
export interface PathOptions {
  path: 'linear' | 'amplitude' | 'phase' | 'direction';
  scope?: 'within' | 'between' | 'both';
  pairs: number;
  classes?: number[];
  classPairs?: number;
  direction?: Direction[];
  window?: number;
  step?: number;
  samples?: number;
  precision?: number;
  seed: number;
}

const SCOPES = { within: ['WITHIN_CLASS'], between: ['BETWEEN_CLASS'], both: ['WITHIN_CLASS', 'BETWEEN_CLASS'] };

/** What they ask for, by the names of the API. */
export function pathInput(options: PathOptions) {
  const { path, scope, pairs, classes, classPairs, direction, window, step, samples, precision, seed } = options;
  return {
    ...{ path: path.toUpperCase(), scopes: scope && SCOPES[scope], pairsPerGroup: pairs, classes, classPairs },
    ...{ directions: direction, window, step, samples, precision, seed },
  };
}

/** Paths that move image frequencies: they have no length. */
export function isFourier(path: PathOptions['path']): boolean {
  return path === 'amplitude' || path === 'phase';
}

/** Throws UsageError for options that the API would not miss, but who typed them would. */
export function checkPathOptions({ path, window, step, samples }: PathOptions): void {
  if (path === 'linear' && step !== undefined && samples !== undefined)
    throw new UsageError(`--step and --samples exclude each other for --path linear; got ${step} and ${samples}`);
  if (!isFourier(path) && window !== undefined)
    throw new UsageError(`--window needs --path amplitude or phase; got ${window} with --path ${path}`);
  if (isFourier(path) && step !== undefined)
    throw new UsageError(`--step needs --path linear or direction: ${path} paths have no length; got ${step}`);
}
