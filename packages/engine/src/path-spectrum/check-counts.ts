import type { DatasetFacts } from '../dataset-facts.ts';
import { invalid, type ParameterProblem } from '../parameter-problem.ts';
import { chosenClasses, groupsOf } from './groups.ts';
import type { Group, PathSpectrumParameters } from './types.ts';

/** All pairs of 1,000 classes and some more; a round holds a path of each. */
const MOST_GROUPS = 1_000_000;

/** There must not be too many groups, and the smallest must have as many paths as are asked for. */
export function checkCounts(
  problems: ParameterProblem[],
  parameters: PathSpectrumParameters,
  dataset: DatasetFacts,
): void {
  const tooMany = tooManyGroups(parameters, chosenClasses(parameters, dataset).length);
  if (tooMany) invalid(problems, ...tooMany, null);
  else if (parameters.path === 'DIRECTION') checkStarts(problems, parameters, dataset);
  else checkPairs(problems, parameters, dataset);
}

/** Counted, not listed: of some thousand classes there are more groups than memory holds. */
function tooManyGroups(
  { scopes, classPairs, directions }: PathSpectrumParameters,
  classes: number,
): [field: string, message: string] | null {
  const within = scopes.includes('WITHIN_CLASS') ? classes * (directions?.length ?? 1) : 0;
  const between = scopes.includes('BETWEEN_CLASS') ? (classPairs ?? (classes * (classes - 1)) / 2) : 0;
  if (within + between <= MOST_GROUPS) return null;
  const [most, got] = [MOST_GROUPS, within + between].map(count);
  const [field, what, remedy] = directions
    ? ['directions', 'classes times directions must be at most', 'fewer classes or directions']
    : ['classPairs', 'classes and pairs of classes must be at most', 'fewer classes or pairs of them'];
  const bound = directions ? `${most}` : `${most} together`;
  return [field, `${what} ${bound}; got ${got}: choose ${remedy}`];
}

function checkStarts(problems: ParameterProblem[], parameters: PathSpectrumParameters, dataset: DatasetFacts): void {
  const images = (index: number): number => dataset.classes[index]?.imageCount ?? 0;
  const [smallest] = chosenClasses(parameters, dataset).toSorted((a, b) => images(a) - images(b));
  if (smallest === undefined || images(smallest) >= parameters.pairsPerGroup) return;
  const name = dataset.classes[smallest]?.name ?? smallest;
  const message = `class ${name} has ${tooFew(images(smallest), parameters.pairsPerGroup, ['image', 'images'])}`;
  invalid(problems, 'pairsPerGroup', message, null);
}

function checkPairs(problems: ParameterProblem[], parameters: PathSpectrumParameters, dataset: DatasetFacts): void {
  const images = (index: number): number => dataset.classes[index]?.imageCount ?? 0;
  const name = (index: number): string => dataset.classes[index]?.name ?? String(index);
  const pairs = ({ classA, classB }: Group): number =>
    classA === classB ? (images(classA) * (images(classA) - 1)) / 2 : images(classA) * images(classB);
  const [smallest] = groupsOf(parameters, dataset).sort((a, b) => pairs(a) - pairs(b));
  if (!smallest || pairs(smallest) >= parameters.pairsPerGroup) return;
  const { classA, classB } = smallest;
  const group = classA === classB ? `class ${name(classA)} has` : `classes ${name(classA)} and ${name(classB)} have`;
  const message = `${group} ${tooFew(pairs(smallest), parameters.pairsPerGroup, ['pair of images', 'pairs of images'])}`;
  invalid(problems, 'pairsPerGroup', message, null);
}

function tooFew(there: number, asked: number, [one, many]: [one: string, many: string]): string {
  return `${count(there)} ${there === 1 ? one : many}; ${count(asked)} ${asked === 1 ? 'was' : 'were'} asked for`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
