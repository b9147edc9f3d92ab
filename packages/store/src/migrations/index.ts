import { first } from './0001-first.ts';
import { methods } from './0002-methods.ts';
import { noiseFitting } from './0003-noise-fitting.ts';
import { tokens } from './0004-tokens.ts';
import { servers } from './0005-servers.ts';
import { references } from './0006-references.ts';

/** A change of the tables, applied once, in a transaction, in the order of numbers. */
export interface Migration {
  number: number;
  name: string;
  sql: string;
}

/** In order, forward only: a migration that was released is never edited, a change is a further one. */
export const migrations: readonly Migration[] = [
  { number: 1, name: 'first', sql: first },
  { number: 2, name: 'methods', sql: methods },
  { number: 3, name: 'noise fitting', sql: noiseFitting },
  { number: 4, name: 'tokens', sql: tokens },
  { number: 5, name: 'servers', sql: servers },
  { number: 6, name: 'references', sql: references },
];
