import { type Bounded, fixed, halfWidth, plusMinus } from '../format/numbers.ts';
import { listed, plural } from '../format/words.ts';
import { boundsLine, significant } from '../measurement/sentences.ts';
import type { FractionPoint } from '../plots/direction-fractions.ts';
import type { DirectionCell, DirectionRow } from '../plots/direction-map.ts';
import { frequencyWords } from './rows.ts';

type Known = DirectionRow & { fraction: Bounded };

function known(rows: readonly DirectionRow[]): Known[] {
  return rows.filter((row): row is Known => row.fraction !== null);
}

/**
 * Along which directions the output varies fastest: all whose bounds overlap with those of the highest fraction. Claimed only
 * where some do not.
 */
export function directionsFinding(rows: readonly DirectionRow[]): string {
  const measured = known(rows);
  const highest = [...measured].sort((a, b) => b.fraction.value - a.fraction.value)[0];
  if (highest === undefined) return 'No direction is measured yet';
  if (measured.length === 1)
    return `Along ${along([highest], measured)} the fraction is ${plusMinus(highest.fraction)}`;
  const lower = highest.fraction.lower;
  const near = measured.filter((row) => lower == null || row.fraction.upper == null || row.fraction.upper >= lower);
  if (near.length === measured.length) return 'Do outputs vary faster along some directions? All bounds overlap';
  return `Outputs vary fastest along ${along(near, measured)}`;
}

/** The highest fraction with its bounds; that it is the highest is claimed only where some bounds do not overlap with its. */
export function fractionsFinding(rows: readonly DirectionRow[]): string {
  const measured = known(rows);
  const highest = [...measured].sort((a, b) => b.fraction.value - a.fraction.value)[0];
  if (highest === undefined) return 'No direction is measured yet';
  const isClaimed = directionsFinding(rows).startsWith('Outputs');
  const number = `${plusMinus(highest.fraction)} along ${along([highest], measured)}`;
  return isClaimed ? `High-frequency fraction up to ${number}` : `Highest of overlapping bounds: ${number}`;
}

/** 4 to 7 cycles per image where all measured ones between are among them, else 4 and 7; the names of what has none. */
function along(rows: readonly DirectionRow[], all: readonly DirectionRow[]): string {
  const frequencies = distinct(rows);
  const [low = 0, high = 0] = [frequencies[0], frequencies.at(-1)];
  const between = distinct(all).filter((frequency) => frequency >= low && frequency <= high);
  const isRange = frequencies.length > 2 && between.length === frequencies.length;
  const numbers = isRange
    ? `${frequencyWords(low)} to ${frequencyWords(high)}`
    : listed(frequencies.map(frequencyWords));
  const named = frequencies.length === 0 ? [] : [`${numbers} ${high === 1 ? 'cycle' : 'cycles'} per image`];
  return listed([...named, ...new Set(rows.filter((row) => row.imageFrequency === null).map(({ name }) => name))]);
}

function distinct(rows: readonly DirectionRow[]): number[] {
  const found = rows.flatMap(({ imageFrequency }) => (imageFrequency === null ? [] : [imageFrequency]));
  return [...new Set(found)].sort((a, b) => a - b);
}

/** How the fraction stands at the lowest, the highest and the last image frequency, for captions. */
export function fractionWords(rows: readonly DirectionRow[]): string {
  const measured = known(rows).filter(({ imageFrequency }) => imageFrequency !== null);
  const [first, last] = [measured[0], measured.at(-1)];
  const top = [...measured].sort((a, b) => b.fraction.value - a.fraction.value)[0];
  const told = [...new Set([first, top, last])].filter((row) => row !== undefined);
  if (told.length === 0) return '';
  told.sort((a, b) => (a.imageFrequency ?? 0) - (b.imageFrequency ?? 0));
  const text = told.map(({ name, fraction }, k) => `${k === 0 ? `${name} per image` : name}: ${plusMinus(fraction)}`);
  return `High-frequency fraction at ${text.join('; at ')}.`;
}

/** How many paths are along each direction. */
export function pathCountWords(rows: readonly DirectionRow[]): string {
  const counts = rows.map(({ pathCount }) => pathCount);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (counts.length === 0) return 'No path yet.';
  const others = rows.some(({ imageFrequency, place }) => imageFrequency === null && place !== '');
  return `${least === most ? plural(least, 'path') : `${least} to ${most} paths`} a direction.${others ? ' f², 1/f²: all basis images, so weighted.' : ''}`;
}

/** What a direction is, for tooltips and tables. */
export function directionName({ imageFrequency, name, place }: DirectionRow): string {
  return imageFrequency === null
    ? place || name
    : `${name} ${imageFrequency === 1 ? 'cycle' : 'cycles'} per image, ${place}`;
}

/** The text of a cell's tooltip, where its magnitudes have this name. */
export function describeDirectionCell(name: 'Power' | 'Magnitude'): (cell: DirectionCell) => string {
  return (cell) =>
    `${directionName(cell.row)}
function frequency ${significant(cell.frequency)}
${name.toLowerCase()} ${significant(cell.magnitude)}${boundsLine(cell)}`;
}

export function describeFraction({ row, value, lower, upper }: FractionPoint): string {
  const bounded = { value, lower, upper };
  const range = halfWidth(bounded) === undefined ? '' : `\n95 %: ${fixed(lower ?? 0, 3)} to ${fixed(upper ?? 0, 3)}`;
  return `${directionName(row)}\nfraction ${plusMinus(bounded)}${range}\n${plural(row.pathCount, 'path')}`;
}
