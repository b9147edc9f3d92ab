import pg from 'pg';
import { reasonOf } from './postgres-url.ts';

const LONGEST_RECONNECT_MS = 5_000;

/** How often a listening connection is asked whether it still lives, and how long it has to answer. */
export interface ListenerTimes {
  everyMs: number;
  answerMs: number;
}

interface Channel {
  heard: (payload: string) => void;
  missed: () => void;
}

/**
 * A connection of its own that listens, and comes back when it breaks or does not answer any more. What was said meanwhile
 * nobody repeats: listeners are told that they may have missed something.
 */
export class Listener {
  readonly #config: pg.ClientConfig;
  readonly #log: (message: string) => void;
  readonly #times: ListenerTimes;
  readonly #channels = new Map<string, Channel>();
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(config: pg.ClientConfig, log: (message: string) => void, times: ListenerTimes) {
    this.#config = config;
    this.#log = log;
    this.#times = times;
  }

  async listen(name: string, channel: Channel): Promise<void> {
    this.#channels.set(name, channel);
    if (this.#client === null) await this.#connect();
    else await this.#client.query(`listen ${this.#client.escapeIdentifier(name)}`);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ ...this.#config, query_timeout: this.#times.answerMs });
    client.on('notification', ({ channel, payload }) => this.#channels.get(channel)?.heard(payload ?? ''));
    client.on('error', () => {});
    try {
      await client.connect();
      for (const name of this.#channels.keys()) await client.query(`listen ${client.escapeIdentifier(name)}`);
    } catch (error) {
      void client.end();
      throw error;
    }
    if (this.#closed) return client.end();
    let isAsked = false;
    const asking = setInterval(async () => {
      if (isAsked) return;
      isAsked = true;
      // One without an answer is ended, which brings the next one.
      await client.query('select 1').catch(() => client.end());
      isAsked = false;
    }, this.#times.everyMs);
    this.#client = client;
    client.once('end', () => {
      clearInterval(asking);
      this.#reconnect(100);
    });
  }

  #reconnect(delayMs: number): void {
    if (this.#closed) return;
    this.#client = null;
    this.#timer = setTimeout(() => {
      this.#connect().then(
        () => {
          for (const { missed } of this.#channels.values()) missed();
        },
        (error: unknown) => {
          this.#log(`the database does not answer: ${reasonOf(error)}`);
          this.#reconnect(Math.min(2 * delayMs, LONGEST_RECONNECT_MS));
        },
      );
    }, delayMs);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#client?.end();
  }
}
