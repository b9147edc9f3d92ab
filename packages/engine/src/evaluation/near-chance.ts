/**
 * What a person should know of an accuracy that is hardly better than guessing: what the network is fed is then often not what
 * it was trained on, and every other number is in doubt too. `fields` names what says how it is fed. Null where the accuracy
 * is better, or there is none.
 */
export function nearChanceWarning(
  accuracy: number | null | undefined,
  classCount: number,
  fields: string,
): string | null {
  if (accuracy == null || !isNearChance(accuracy, classCount)) return null;
  const percent = (100 * accuracy).toFixed(1);
  return `accuracy is near chance (${percent} % of ${classCount} classes): check what the network is fed, ${fields}, and whether its outputs are in the order of the dataset's classes`;
}

/** At most 1.5 / classes, 1.2 / classes of two. */
function isNearChance(accuracy: number, classCount: number): boolean {
  return classCount >= 2 && accuracy * classCount <= (classCount === 2 ? 1.2 : 1.5);
}
