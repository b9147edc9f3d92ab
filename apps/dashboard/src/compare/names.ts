import { nameWithoutSeed } from '../overview/conditions.ts';

/** Names for labels: without the seed where all have the same one and that still tells them apart. */
export function shortNames(names: readonly string[]): string[] {
  const short = names.map(nameWithoutSeed);
  const seeds = new Set(names.flatMap((name, k) => name.slice(short[k]?.length).match(/\d+/) ?? []));
  return seeds.size > 1 || new Set(short).size < new Set(names).size ? [...names] : short;
}

/**
 * Places among the theme's categories: the reference slate; each other the colour that it has elsewhere, or where another has
 * taken that, or it has none, the first that is free.
 */
export function coloursOf(elsewhere: readonly number[]): number[] {
  const colours: (number | undefined)[] = elsewhere.map((_, k) => (k === 0 ? 0 : undefined));
  for (const [k, colour] of elsewhere.entries()) {
    if (k > 0 && colour > 0 && !colours.includes(colour)) colours[k] = colour;
  }
  for (let k = 1; k < colours.length; k++) {
    let free = 1;
    while (colours[k] === undefined && colours.includes(free)) free++;
    colours[k] ??= free;
  }
  return colours.map((colour) => colour ?? 0);
}
