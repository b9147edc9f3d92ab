import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Hears an id, or null where ids may have been missed: anything may have changed. */
export type Listening = (id: string | null) => void;

/** Ids that any server on this database announces, told to whoever listens here. */
export class Announcements {
  readonly #channel: string;
  readonly #log: (message: string) => void;
  readonly #listeners = new Set<Listening>();

  private constructor(channel: string, log: (message: string) => void) {
    this.#channel = channel;
    this.#log = log;
  }

  static async open(database: Database, channel: string, log: (message: string) => void): Promise<Announcements> {
    const announcements = new Announcements(channel, log);
    await database.listen(
      channel,
      (id) => announcements.#tell(id),
      () => announcements.#tell(null),
    );
    return announcements;
  }

  /** Tells every server, once the transaction is committed. */
  announce(transaction: Kysely<Tables>, id: string): Promise<void> {
    return announce(transaction, this.#channel, id);
  }

  on(listener: Listening): () => void {
    // A function of its own, so that one listener that is given twice is two.
    const entry: Listening = (id) => listener(id);
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  #tell(id: string | null): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(id);
      } catch (error) {
        this.#log(`a listener to ${this.#channel} failed at ${id}: ${String(error)}`);
      }
    }
  }
}

export async function announce(transaction: Kysely<Tables>, channel: string, id: string): Promise<void> {
  await sql`select pg_notify(${channel}::text, ${id}::text)`.execute(transaction);
}
