import type { MeasurementRow } from '../rows.ts';
import type { Store } from '../store.ts';
import { leaseMs } from './rows.ts';

/** When every lease has run out. */
export const late = (): Date => new Date(Date.now() + 2 * leaseMs);

/** What a worker says of a shard that failed, and may be tried again. */
export const failure = { error: 'out of memory', again: true, released: false };

/** A measurement as it is stored now. */
export async function storedMeasurement({ measurements }: Store, id: string): Promise<MeasurementRow> {
  const [found] = await measurements.byIds([id]);
  if (found === undefined) throw new Error(`no measurement ${id}`);
  return found;
}
