import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

const channel = 'passband_measurement';

/** Tells every server on this database that a measurement changed, once the transaction is committed. */
export async function notifyChanged(transaction: Kysely<Tables>, measurementId: string): Promise<void> {
  await sql`select pg_notify(${channel}::text, ${measurementId}::text)`.execute(transaction);
}

/** Listeners of measurement ids, fed by the database. */
export class Changes {
  readonly #listeners = new Set<(measurementId: string) => void>();
  readonly #log: (message: string) => void;

  private constructor(log: (message: string) => void) {
    this.#log = log;
  }

  static async open(database: Database, log: (message: string) => void): Promise<Changes> {
    const changes = new Changes(log);
    await database.listen(channel, (measurementId) => changes.#tell(measurementId));
    return changes;
  }

  onChange(listener: (measurementId: string) => void): () => void {
    // A function of its own, so that one listener that is given twice is two.
    const entry = (measurementId: string): void => listener(measurementId);
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  #tell(measurementId: string): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(measurementId);
      } catch (error) {
        this.#log(`a listener to changes of measurement ${measurementId} failed: ${String(error)}`);
      }
    }
  }
}
