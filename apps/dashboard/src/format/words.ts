const counts = new Intl.NumberFormat('en-GB');

/** A count with thousands commas: 12,345. */
export function count(value: number): string {
  return counts.format(value);
}

/** `1 model`, `1,200 models`; the plural is the noun with an s unless given. */
export function plural(value: number, noun: string, nouns = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : nouns}`;
}

/** `3 seeds`, `2 to 3 seeds`: how many each of several has. */
export function pluralRange(values: readonly number[], noun: string): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? plural(most, noun) : `${count(least)} to ${plural(most, noun)}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** An enum value as words: SUCCEEDED → succeeded, PATH_SPECTRUM → path spectrum. Unknown ones work the same. */
export function words(value: string): string {
  return value.toLowerCase().replaceAll('_', ' ');
}

/** A text as part of a file's name. */
export function fileWord(text: string): string {
  return text.replace(/[^\p{L}\p{N}.]+/gu, '-');
}

/** The first letter small, for the middle of a sentence. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The first letter large. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
