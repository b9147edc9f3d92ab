import type { GroupRecord } from '../plots/class-by-class.ts';
import type { InspectedDirections, InspectedGroups } from './documents.ts';
import { directionKey, directionWords } from './paths.ts';
import type { InspectorState } from './state.ts';

/** Which paths are listed: of a class, of a pair of classes, or of a class along a direction. */
export interface ChosenCell {
  classA: number;
  classB: number;
  direction?: string;
}

type Class = InspectedGroups[number]['classA'];

/** Cells where paths are, by index; the map's own records go by name. */
export function cellOf(
  groups: InspectedGroups,
  record: Pick<GroupRecord, 'classA' | 'classB'>,
): ChosenCell | undefined {
  const group = groups.find(({ classA, classB }) => classA.name === record.classA && classB.name === record.classB);
  return group && { classA: group.classA.index, classB: group.classB.index };
}

/** The cell that the address names where there is such a one, else the one of the highest fraction. */
export function chosenGroup(groups: InspectedGroups, asked: Pick<InspectorState, 'classA' | 'classB'>) {
  const found = groups.find(({ classA, classB }) => classA.index === asked.classA && classB.index === asked.classB);
  if (found) return found;
  const height = (group: InspectedGroups[number]) => group.highFrequencyFraction?.mean ?? -1;
  return [...groups].sort((a, b) => height(b) - height(a))[0];
}

/** The classes that any group has, in the dataset's order. */
export function classesOf(groups: InspectedGroups): Class[] {
  const found = new Map<number, Class>();
  for (const { classA, classB } of groups) found.set(classA.index, classA).set(classB.index, classB);
  return [...found.values()].sort((a, b) => a.index - b.index);
}

/** The classes that a class has a cell with, itself among them where it has one. */
export function partnersOf(groups: InspectedGroups, index: number): Class[] {
  return classesOf(groups.filter(({ classA, classB }) => classA.index === index || classB.index === index)).filter(
    (other) => groups.some((group) => isCell(group, index, other.index)),
  );
}

function isCell({ classA, classB }: InspectedGroups[number], one: number, other: number): boolean {
  return classA.index === Math.min(one, other) && classB.index === Math.max(one, other);
}

/** Directions as choices: those that share a name are one, with the first one's fraction. */
export function directionChoices(directions: InspectedDirections) {
  const choices = new Map<string, { key: string; label: string; fraction: number | null }>();
  for (const { direction, highFrequencyFraction } of directions) {
    const key = directionKey(direction);
    if (choices.has(key)) continue;
    choices.set(key, { key, label: directionWords(direction), fraction: highFrequencyFraction?.mean ?? null });
  }
  return [...choices.values()];
}

/** The direction that the address names where there is such a one, else the one of the highest fraction. */
export function chosenDirection(choices: ReturnType<typeof directionChoices>, asked: string | undefined) {
  return (
    choices.find(({ key }) => key === asked) ?? [...choices].sort((a, b) => (b.fraction ?? -1) - (a.fraction ?? -1))[0]
  );
}
