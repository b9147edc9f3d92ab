import { randomBytes } from 'node:crypto';

let lastMs = 0;
let counter = 0;

/**
 * A UUID of version 7: 48 bits of milliseconds, a 12 bit counter within the millisecond, 62 random bits. Ids of one process
 * grow strictly, so rows and tickets made within a millisecond (PGlite's clock ticks no finer) keep the order they were made in.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = 0;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
  }
  const time = lastMs.toString(16).padStart(12, '0');
  const random = randomBytes(8);
  random[0] = (random[0]! & 0x3f) | 0x80;
  const tail = random.toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** Milliseconds since 1970 when an id of version 7 was made. */
export function madeAt(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a string may be asked of a uuid column; others are ids of nothing, not errors. */
export const isId = (text: string): boolean => uuid.test(text);

/** An id to ask for: of what is no id, one that nothing has. */
export const idOrNone = (text: string): string => (isId(text) ? text : '00000000-0000-0000-0000-000000000000');

/** Whether a string may be asked of a path's bigint id. */
export const isPathId = (text: string): boolean => /^[1-9][0-9]{0,17}$/.test(text);
