import type { RandomStream } from '@passband/spectrum';

/** A file in its parts, from which it is packed. One that is no archive has one part. */
export interface Whole {
  fileName: string;
  parts: readonly Part[];
  pack(parts: readonly Part[]): Buffer;
}

export interface Part {
  name: string;
  data: Buffer;
}

/** A file that was changed, and how. */
export interface Mutated {
  fileName: string;
  how: string;
  bytes: Buffer;
}

type Change = (bytes: Buffer, random: RandomStream) => Buffer;

const LARGE = [0xffffffff, 0x7fffffff, 0x80000000, 0x00ffffff, 0x0000ffff];
/** Where formats keep lengths. */
const HEAD_BYTES = 160;

/** Changes of bytes: bits that flip on a disk, transfers that break off, and what somebody would do who means harm. */
const CHANGES: Readonly<Record<string, Change>> = {
  'bits flipped': (bytes, random) => {
    const changed = Buffer.from(bytes);
    for (let flips = 1 + random.below(8); flips > 0; flips -= 1) {
      const at = random.below(changed.length);
      changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
    }
    return changed;
  },
  'cut off': (bytes, random) => bytes.subarray(0, 1 + random.below(bytes.length)),
  'a piece left out': (bytes, random) => {
    const from = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + random.below(64))]);
  },
  'a piece spliced in': (bytes, random) => {
    const [from, to] = [random.below(bytes.length), random.below(bytes.length)];
    const piece = bytes.subarray(from, from + 1 + random.below(256));
    return Buffer.concat([bytes.subarray(0, to), piece, bytes.subarray(to)]);
  },
  'a piece written over': (bytes, random) => {
    const changed = Buffer.from(bytes);
    bytes.copy(changed, random.below(bytes.length), random.below(bytes.length));
    return changed;
  },
  'a length enlarged': (bytes, random) => {
    if (bytes.length < 8) return Buffer.alloc(8, 0xff);
    const changed = Buffer.from(bytes);
    const most = changed.length - 4;
    const places = [Math.min(most, HEAD_BYTES), most, most] as const;
    const place = random.below((places[random.below(3)] ?? most) + 1);
    // From the end on as often: archives have their directory there.
    const at = random.below(3) === 0 ? most - Math.min(place, most) : place;
    const value = LARGE[random.below(LARGE.length)] ?? 0;
    if (random.below(2) === 0) changed.writeUInt32LE(value, at);
    else changed.writeUInt32BE(value, at);
    return changed;
  },
  'a number enlarged': (bytes, random) => {
    const text = bytes.toString('latin1');
    const numbers = [...text.matchAll(/\d+/g)];
    const { 0: found, index } = numbers[random.below(Math.max(1, numbers.length))] ?? { 0: '', index: 0 };
    const by = ['9'.repeat(found.length), `${found}000000000`, `-${found}`, '1e308', '0'][random.below(5)];
    return Buffer.from(`${text.slice(0, index)}${by}${text.slice(index + found.length)}`, 'latin1');
  },
  'zeros from somewhere on': (bytes, random) => {
    const changed = Buffer.from(bytes);
    return changed.fill(0, random.below(changed.length));
  },
};

/** Names that lead elsewhere, or nowhere. `outside` is a folder that exists. */
const namesOf = (name: string, outside: string): string[] => [
  `../../../../${name}`,
  `${outside}/${name}`,
  `a/../../../${name}`,
  `..\\..\\${name}`,
  `C:\\${name}`,
  `${name}\0.png`,
  `${'long/'.repeat(60)}${name}`,
  `${'n'.repeat(250)}`,
  '',
  '.',
];

/** A file that is changed at random: inside a part before it is packed, in the name of a part, or as it was packed. */
export function mutated({ fileName, parts, pack }: Whole, outside: string, random: RandomStream): Mutated {
  const place = random.below(parts.length > 1 ? 4 : 1);
  const k = random.below(parts.length);
  const victim = parts[k];
  if (victim === undefined) throw new Error(`a file must have parts; ${fileName} has none`);
  const withVictim = (changed: Part[]): Buffer => pack(parts.flatMap((part, at) => (at === k ? changed : [part])));
  if (place === 1) {
    const names = namesOf(victim.name, outside);
    const name = names[random.below(names.length)] ?? '';
    return {
      fileName,
      how: `${victim.name} named ${JSON.stringify(name.slice(0, 80))}`,
      bytes: withVictim([{ ...victim, name }]),
    };
  }
  if (place === 2 && random.below(3) === 0)
    return { fileName, how: `${victim.name} twice`, bytes: withVictim([victim, victim]) };
  const hows = Object.keys(CHANGES);
  const how = hows[random.below(hows.length)] ?? '';
  const change: Change = CHANGES[how] ?? ((bytes) => bytes);
  if (place === 0) return { fileName, how, bytes: change(pack(parts), random) };
  return {
    fileName,
    how: `${how} in ${victim.name}`,
    bytes: withVictim([{ ...victim, data: change(victim.data, random) }]),
  };
}
