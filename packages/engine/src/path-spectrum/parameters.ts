import type { DatasetFacts } from '../dataset-facts.ts';
import {
  finiteNumber,
  invalid,
  LARGEST,
  listed,
  oneOf,
  type ParameterProblem,
  type ParsedParameters,
  parsed,
  parseSeed,
  shown,
  wholeNumber,
} from '../parameter-problem.ts';
import { checkCounts } from './check-counts.ts';
import { chosenClasses, classesWithImages } from './groups.ts';
import { parseClasses, parseClassPairs } from './parse-classes.ts';
import { parseDirections } from './parse-directions.ts';
import type { PathKind, PathScope, PathSpectrumParameters } from './types.ts';

/** Parameters as they come from outside; null counts as left out. Other keys are not looked at. */
export type PathSpectrumInput = { readonly [K in keyof PathSpectrumParameters]?: unknown };

export const MOST_SAMPLES = 10_000;

const PATHS: readonly PathKind[] = ['LINEAR', 'AMPLITUDE', 'PHASE', 'DIRECTION'];
const SCOPES: readonly PathScope[] = ['WITHIN_CLASS', 'BETWEEN_CLASS'];
/** Samples of a path where nothing is said; null: by its length. */
const SAMPLES: Readonly<Record<PathKind, number | null>> = { LINEAR: null, AMPLITUDE: 100, PHASE: 100, DIRECTION: 64 };

/**
 * Fills in every default and checks every rule against the dataset. A message says the rule, then the value.
 * Defaults: LINEAR, both scopes, 20 pairs a group, all classes and pairs of classes that have images, step 1, 20 curves a
 * group, seed 0; 100 samples and a window of 0.2 of AMPLITUDE and PHASE; 64 samples and directions of growing image frequency
 * of DIRECTION, whose only scope is WITHIN_CLASS. `classes` and `classPairs` that name all there are become null, so does a
 * `step` that is not used: equal measurements have equal parameters.
 */
export function parsePathSpectrumParameters(
  input: PathSpectrumInput,
  dataset: DatasetFacts,
): ParsedParameters<PathSpectrumParameters> {
  const problems: ParameterProblem[] = [];
  const path = oneOf(problems, ['path', input.path], { known: PATHS, otherwise: 'LINEAR' });
  const known = classesWithImages(dataset);
  const classes = parseClasses(problems, input.classes, dataset);
  const chosen = chosenClasses({ classes }, dataset);
  const scopes = parseScopes(problems, input.scopes, chosen, path);
  const { step, samples, ...ofKind } = parseKind(problems, path, input, dataset);
  const parameters: PathSpectrumParameters = {
    path,
    scopes,
    pairsPerGroup: wholeNumber(problems, ['pairsPerGroup', input.pairsPerGroup], {
      ...{ least: 1, most: LARGEST, otherwise: 20 },
    }),
    classes: chosen.length === known.length ? null : classes,
    classPairs: parseClassPairs(problems, input.classPairs, scopes, chosen),
    step,
    samples,
    ...ofKind,
    ...parsePrecision(problems, path, input.precision),
    curvesPerGroup: wholeNumber(problems, ['curvesPerGroup', input.curvesPerGroup], {
      ...{ least: 0, most: LARGEST, otherwise: 20 },
    }),
    seed: parseSeed(problems, input.seed),
  };
  if (!problems.length) checkCounts(problems, parameters, dataset);
  return parsed(parameters, problems);
}

type OfKind = Pick<PathSpectrumParameters, 'step' | 'samples' | 'window' | 'directions'>;

/** What a kind of path has of its own; keys that have no meaning for it are left out. */
function parseKind(
  problems: ParameterProblem[],
  path: PathKind,
  input: PathSpectrumInput,
  { imageShape }: DatasetFacts,
): OfKind {
  const bounds = { least: 1, most: MOST_SAMPLES, otherwise: SAMPLES[path] };
  const samples = wholeNumber(problems, ['samples', input.samples], bounds);
  const step = (): number => finiteNumber(problems, ['step', input.step], { rule: 'above 0', otherwise: 1 });
  if (path !== 'DIRECTION' && input.directions != null)
    invalid(problems, 'directions', `directions must go with the path DIRECTION; got ${path}`, null);
  if (path === 'DIRECTION') {
    const directions = imageShape ? parseDirections(problems, input.directions, imageShape) : [];
    return { step: step(), samples, directions };
  }
  if (path === 'LINEAR') return { step: samples === null ? step() : null, samples };
  const rule = 'above 0 and at most 0.5';
  return { step: null, samples, window: finiteNumber(problems, ['window', input.window], { rule, otherwise: 0.2 }) };
}

function parsePrecision(
  problems: ParameterProblem[],
  path: PathKind,
  value: unknown,
): Pick<PathSpectrumParameters, 'precision'> {
  if (value == null) return {};
  if (path === 'DIRECTION')
    return invalid(problems, 'precision', `precision must be left out for DIRECTION; got ${shown(value)}`, {});
  const precision = finiteNumber(problems, ['precision', value], { rule: 'above 0', otherwise: null });
  return precision === null ? {} : { precision };
}

/** Without a choice, pairs of classes are measured where there are any. Paths along directions are of one class each. */
function parseScopes(
  problems: ParameterProblem[],
  value: unknown,
  classes: readonly number[],
  path: PathKind,
): PathScope[] {
  const between = classes.length >= 2;
  if (value == null) return between && path !== 'DIRECTION' ? [...SCOPES] : ['WITHIN_CLASS'];
  const refused = (message: string) => invalid<PathScope[]>(problems, 'scopes', message, []);
  const given: unknown[] = Array.isArray(value) ? value : [value];
  if (!given.length) return refused(`scopes must name ${listed(SCOPES, 'or')}, or both; got none`);
  const wrong = given.find((item) => !SCOPES.some((scope) => scope === item));
  if (wrong !== undefined) return refused(`scopes must be ${listed(SCOPES, 'or')}; got ${shown(wrong)}`);
  if (path === 'DIRECTION')
    return given.includes('WITHIN_CLASS')
      ? ['WITHIN_CLASS']
      : refused('scopes must have WITHIN_CLASS for DIRECTION; got BETWEEN_CLASS');
  if (given.includes('BETWEEN_CLASS') && !between)
    return refused(`scopes may hold BETWEEN_CLASS only where two classes or more have images; got ${classes.length}`);
  return SCOPES.filter((scope) => given.includes(scope));
}
