import type { PathRows } from './measured-server.ts';
import type { Relay } from './relay.ts';

/** Columns that are the same to the last bit; the others come out of a network that sums in another order in another batch. */
const EXACT = ['classA', 'classB', 'direction', 'round', 'imageA', 'imageB', 'samples', 'length'];
const MOST_APART = 1e-4;

export interface Damage {
  lost: number;
  /** Rows, or accepted results of a shard, that are there once more. */
  doubled: number;
  /** Rows whose numbers are others than undisturbed. */
  changed: number;
}

/** What became of a measurement's rows beside those of an undisturbed one. */
export function damageTo(rows: PathRows, undisturbed: PathRows): Damage {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  const present = undisturbed.filter((row) => byKey.has(keyOf(row)));
  return {
    lost: undisturbed.length - present.length,
    doubled: rows.length - byKey.size,
    changed: present.filter((row) => !isSame(row, byKey.get(keyOf(row)))).length + byKey.size - present.length,
  };
}

const keyOf = ({ classA, classB, direction, round }: PathRows[number]): string =>
  JSON.stringify([classA, classB, direction, round]);

function isSame(one: PathRows[number], other: PathRows[number] | undefined): boolean {
  return Object.entries(one).every(([name, value]) => {
    const there = other?.[name];
    if (value === null || there === null || there === undefined) return value === there;
    return EXACT.includes(name) ? value === there : Math.abs(value - there) <= MOST_APART;
  });
}

/** Results that were accepted for a shard which had one. */
export function acceptedTwice(relays: readonly Relay[]): number {
  const accepted = relays.flatMap((relay) => relay.posted().filter(({ state }) => state === 'live'));
  return accepted.length - new Set(accepted.map(({ shard }) => shard)).size;
}

export function sumOf(damages: readonly Damage[]): Damage {
  const sum = { lost: 0, doubled: 0, changed: 0 };
  for (const { lost, doubled, changed } of damages) {
    sum.lost += lost;
    sum.doubled += doubled;
    sum.changed += changed;
  }
  return sum;
}

export const totalOf = ({ lost, doubled, changed }: Damage): number => lost + doubled + changed;
