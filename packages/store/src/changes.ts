import type { Kysely } from 'kysely';
import { announce } from './announcements.ts';
import type { Tables } from './tables.ts';

/** Where changes of measurements are announced. */
export const CHANGES = 'passband_measurement';

/** Tells every server on this database that a measurement changed, once the transaction is committed. */
export function notifyChanged(transaction: Kysely<Tables>, measurementId: string): Promise<void> {
  return announce(transaction, CHANGES, measurementId);
}
