import type { DatasetFacts } from '../dataset-facts.ts';
import { LARGEST, type ParameterProblem, type ParsedParameters, shown, wholeNumber } from '../parameter-problem.ts';
import { classesWithImages, groupsOf } from './groups.ts';
import type { Group, PathScope, PathSpectrumParameters } from './types.ts';

/** Parameters as they come from outside; null counts as left out. Other keys are not looked at. */
export type PathSpectrumInput = { readonly [K in keyof PathSpectrumParameters | 'directions' | 'precision']?: unknown };

export const MOST_SAMPLES = 10_000;
/** All pairs of 1,000 classes and some more; a round holds a path of each. */
const MOST_GROUPS = 1_000_000;

const PATHS = ['LINEAR', 'AMPLITUDE', 'PHASE', 'DIRECTION'];
const SCOPES: readonly PathScope[] = ['WITHIN_CLASS', 'BETWEEN_CLASS'];

/**
 * Fills in every default and checks every rule against the dataset. A message says the rule, then the value.
 * Defaults: LINEAR, both scopes, 20 pairs a group, all classes and pairs of classes that have images, step 1, 20 curves a
 * group, seed 0. `classes` and `classPairs` that name all there are become null, `step` is null where `samples` is given:
 * equal measurements have equal parameters.
 */
export function parsePathSpectrumParameters(
  input: PathSpectrumInput,
  dataset: DatasetFacts,
): ParsedParameters<PathSpectrumParameters> {
  const problems: ParameterProblem[] = [];
  checkPath(problems, input);
  const known = classesWithImages(dataset);
  const classes = parseClasses(problems, input.classes, dataset);
  const chosen = classes ?? known;
  const scopes = parseScopes(problems, input.scopes, chosen);
  const samples = wholeNumber(problems, ['samples', input.samples], { least: 1, most: MOST_SAMPLES, otherwise: null });
  const parameters: PathSpectrumParameters = {
    path: 'LINEAR',
    scopes,
    pairsPerGroup: wholeNumber(problems, ['pairsPerGroup', input.pairsPerGroup], {
      least: 1,
      most: LARGEST,
      otherwise: 20,
    }),
    classes: chosen.length === known.length ? null : classes,
    classPairs: parseClassPairs(problems, input.classPairs, scopes, chosen),
    step: samples === null ? parseStep(problems, input.step) : null,
    samples,
    curvesPerGroup: wholeNumber(problems, ['curvesPerGroup', input.curvesPerGroup], {
      least: 0,
      most: LARGEST,
      otherwise: 20,
    }),
    seed: wholeNumber(problems, ['seed', input.seed], { least: 0, most: LARGEST, otherwise: 0 }),
  };
  if (!problems.length) checkGroups(problems, parameters, chosen.length);
  if (!problems.length) checkPairs(problems, parameters, dataset);
  return problems.length ? { parameters: null, problems } : { parameters, problems: [] };
}

function checkPath(problems: ParameterProblem[], { path, directions, precision }: PathSpectrumInput): void {
  if (path != null && !PATHS.some((known) => known === path))
    problems.push({
      field: 'path',
      message: `path must be ${listed(PATHS, 'or')}; got ${shown(path)}`,
      code: 'INVALID',
    });
  else if (path != null && path !== 'LINEAR')
    problems.push({ field: 'path', message: `path must be LINEAR in this version; got ${path}`, code: 'UNSUPPORTED' });
  for (const [field, value] of Object.entries({ directions, precision }))
    if (value != null)
      problems.push({
        field,
        message: `${field} must be left out in this version; got ${shown(value)}`,
        code: 'UNSUPPORTED',
      });
}

/** Without a choice, pairs of classes are measured where there are any. */
function parseScopes(problems: ParameterProblem[], value: unknown, classes: readonly number[]): PathScope[] {
  const between = classes.length >= 2;
  if (value == null) return between ? [...SCOPES] : ['WITHIN_CLASS'];
  const invalid = (message: string): PathScope[] => {
    problems.push({ field: 'scopes', message, code: 'INVALID' });
    return [];
  };
  const given: unknown[] = Array.isArray(value) ? value : [value];
  if (!given.length) return invalid(`scopes must name ${listed(SCOPES, 'or')}, or both; got none`);
  const wrong = given.find((item) => !SCOPES.some((scope) => scope === item));
  if (wrong !== undefined) return invalid(`scopes must be ${listed(SCOPES, 'or')}; got ${shown(wrong)}`);
  if (given.includes('BETWEEN_CLASS') && !between)
    return invalid(`BETWEEN_CLASS needs at least two classes with images; there are ${classes.length}`);
  return SCOPES.filter((scope) => given.includes(scope));
}

function parseClasses(problems: ParameterProblem[], value: unknown, dataset: DatasetFacts): number[] | null {
  const invalid = (message: string): null => {
    problems.push({ field: 'classes', message, code: 'INVALID' });
    return null;
  };
  if (value == null)
    return classesWithImages(dataset).length ? null : invalid('the dataset must have images; it has none');
  if (!Array.isArray(value) || !value.length) return invalid(`classes must list class indices; got ${shown(value)}`);
  const classes: number[] = [];
  for (const index of value) {
    const found = typeof index === 'number' ? dataset.classes[index] : undefined;
    if (typeof index !== 'number' || !found)
      return invalid(`classes must be indices from 0 to ${dataset.classes.length - 1}; got ${shown(index)}`);
    if (!found.imageCount) return invalid(`classes must have images; class ${found.name} (${index}) has none`);
    if (classes.includes(index)) return invalid(`classes must differ; got ${index} twice`);
    classes.push(index);
  }
  return classes.sort((a, b) => a - b);
}

function parseClassPairs(
  problems: ParameterProblem[],
  value: unknown,
  scopes: readonly PathScope[],
  classes: readonly number[],
): number | null {
  if (value == null) return null;
  const possible = (classes.length * (classes.length - 1)) / 2;
  if (!scopes.includes('BETWEEN_CLASS')) {
    if (scopes.length)
      problems.push({
        field: 'classPairs',
        message: `classPairs needs the scope BETWEEN_CLASS; got ${shown(value)}`,
        code: 'INVALID',
      });
    return null;
  }
  const count = wholeNumber(problems, ['classPairs', value], { least: 1, most: possible, otherwise: null });
  return count === possible ? null : count;
}

function parseStep(problems: ParameterProblem[], value: unknown): number {
  if (value == null) return 1;
  if (typeof value === 'number' && value > 0 && value < Infinity) return value;
  problems.push({ field: 'step', message: `step must be a number above 0; got ${shown(value)}`, code: 'INVALID' });
  return 1;
}

/** Counted, not listed: of some thousand classes there are more groups than memory holds. */
function checkGroups(problems: ParameterProblem[], parameters: PathSpectrumParameters, classes: number): void {
  const within = parameters.scopes.includes('WITHIN_CLASS') ? classes : 0;
  const between = parameters.scopes.includes('BETWEEN_CLASS')
    ? (parameters.classPairs ?? (classes * (classes - 1)) / 2)
    : 0;
  if (within + between <= MOST_GROUPS) return;
  const [most, got] = [MOST_GROUPS, within + between].map((value) => value.toLocaleString('en-US'));
  problems.push({
    field: 'classPairs',
    message: `classes and pairs of classes must be at most ${most} together; got ${got}: choose classes or classPairs`,
    code: 'INVALID',
  });
}

/** The group with the fewest pairs of images must have as many as are asked for. */
function checkPairs(problems: ParameterProblem[], parameters: PathSpectrumParameters, dataset: DatasetFacts): void {
  const images = (index: number): number => dataset.classes[index]?.imageCount ?? 0;
  const name = (index: number): string => dataset.classes[index]?.name ?? String(index);
  const pairs = ({ classA, classB }: Group): number =>
    classA === classB ? (images(classA) * (images(classA) - 1)) / 2 : images(classA) * images(classB);
  const [smallest] = groupsOf(parameters, dataset).sort((a, b) => pairs(a) - pairs(b));
  if (!smallest || pairs(smallest) >= parameters.pairsPerGroup) return;
  const { classA, classB } = smallest;
  const group = classA === classB ? `class ${name(classA)} has` : `classes ${name(classA)} and ${name(classB)} have`;
  const count = (value: number): string => value.toLocaleString('en-US');
  problems.push({
    field: 'pairsPerGroup',
    message: `${group} ${count(pairs(smallest))} pairs of images; ${count(parameters.pairsPerGroup)} were asked for`,
    code: 'INVALID',
  });
}

function listed(words: readonly string[], last: string): string {
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
