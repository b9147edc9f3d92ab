/** `1 class`, `2,000 images`; the plural is the noun with an s unless given. */
export function plural(value: number, noun: string, nouns = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : nouns}`;
}

/** A count with thousands commas: 12,345. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}
