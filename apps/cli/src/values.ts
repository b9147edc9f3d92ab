import { InvalidArgumentError } from 'commander';

// Readers of option values. A wrong one is wrong usage; the message says the rule, commander says the value.

const LARGEST = 2 ** 31 - 1;

/** Reads a whole number from `least` to `most`. */
export function wholeNumber(least: number, most = LARGEST): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    // The largest of all goes without saying, but to somebody who went beyond it.
    const isBeyond = /^\d+$/.test(text) && value > most;
    const to = most < LARGEST || isBeyond ? ` to ${most.toLocaleString('en-US')}` : '';
    throw new InvalidArgumentError(`It must be a whole number from ${least.toLocaleString('en-US')}${to}.`);
  };
}

export function numberAbove0(text: string): number {
  const value = numberOf(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

export function numberFrom0(text: string): number {
  const value = numberOf(text);
  if (value >= 0) return value;
  throw new InvalidArgumentError('It must be a number from 0.');
}

/** Numbers with commas between them, one a channel. */
export function numbers(text: string): number[] {
  return text.split(',').map(numberOf);
}

/** Class indices with commas between them. */
export function indices(text: string): number[] {
  return text.split(',').map(wholeNumber(0, 65_535));
}

/** The address of a server. */
export function serverAddress(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw new InvalidArgumentError('It must be the address of a server, such as http://127.0.0.1:4000.');
}

/** A moment, as it is written to a server. */
export function moment(text: string): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new InvalidArgumentError('It must be a date, such as 2027-01-31 or 2027-01-31T12:00:00Z.');
  return date.toISOString();
}

function numberOf(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number.');
}
