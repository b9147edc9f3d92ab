import { measurementHref } from '../components/links.ts';
import { searchOf } from '../components/search.ts';
import { type Fraction, fractionOf, publishedFraction, withFraction } from '../model/fraction.ts';

/** So many other measurements' curves stand under the chosen one's. */
export const mostBeside = 2;

/** Everything about the inspector that a link holds, beside the measurement; undefined: the highest there is. */
export interface InspectorState extends Fraction {
  /** Indices of the cell's classes, the smaller first. */
  classA?: number;
  classB?: number;
  /** Of paths along directions: which, as `FOURIER:14,15`. */
  direction?: string;
  path?: string;
  sample?: number;
  /** Ids of measurements of other models on the same paths. */
  beside: readonly string[];
}

/** Reads a query string; what is unknown or missing has its default. */
export function parseInspector(search: string): InspectorState {
  const parameters = new URLSearchParams(search);
  const given = (key: string) => parameters.get(key) || undefined;
  const index = (key: string) => (/^\d{1,6}$/.test(given(key) ?? '') ? Number(given(key)) : undefined);
  const [classA, classB, sample] = ['a', 'b', 'sample'].map(index);
  const [direction, path] = ['direction', 'path'].map(given);
  return {
    ...fractionOf(parameters),
    beside: [...new Set(parameters.getAll('beside').filter(Boolean))].slice(0, mostBeside),
    ...(classA !== undefined && { classA }),
    ...(classB !== undefined && { classB }),
    ...(direction && { direction }),
    ...(path && { path }),
    ...(sample !== undefined && { sample }),
  };
}

/** The query string of a state, defaults left out: '' or '?…'. */
export function formatInspector(state: InspectorState): string {
  const parameters = new URLSearchParams();
  const set = (key: string, value: string | number | undefined) => {
    if (value !== undefined) parameters.set(key, String(value));
  };
  set('a', state.classA);
  set('b', state.classB);
  set('direction', state.direction);
  set('path', state.path);
  set('sample', state.sample);
  for (const id of state.beside) parameters.append('beside', id);
  return searchOf(withFraction(parameters, state));
}

/** Another cell, without the path and the sample, which were the other one's. */
export function withCell(
  { path: _path, sample: _sample, ...state }: InspectorState,
  cell: { classA: number; classB: number; direction?: string },
): InspectorState {
  const { direction: _direction, ...rest } = state;
  return { ...rest, ...cell };
}

/** Another path of the same cell. The sample stays: one compares paths at the same place. */
export function withPath(state: InspectorState, path: string): InspectorState {
  return { ...state, path };
}

/** Where a measurement's paths are looked at; a cell opens with it. */
export function inspectorHref(measurement: string, state: Partial<InspectorState> = {}): string {
  return `${measurementHref(measurement)}/paths${formatInspector({ ...publishedFraction, beside: [], ...state })}`;
}
