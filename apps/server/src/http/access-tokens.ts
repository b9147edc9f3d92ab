import { createHash, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Role } from '@passband/schema';
import type { Store, TokenRow } from '@passband/store';

const USED_EVERY_MS = 60_000;
const ASK_AGAIN_MS = { first: 1_000, last: 60_000 };
/** A timer holds no more; no answer takes as long. */
const MOST_TIMER_MS = 2 ** 31 - 1;
const START = 'pb_';

/** Tokens that were given out: who has one, from when it is made until it expires or is revoked. */
export class AccessTokens {
  readonly #store: Store['tokens'];
  /** Answers under way, by the token that asked. */
  readonly #answers = new Map<string, Set<ServerResponse>>();
  readonly #revoked = new Set<string>();
  readonly #onError: (error: unknown) => void;

  /** `onError`: where it can't be asked which tokens still hold, or be kept when one was used. */
  constructor(store: Store, onError: (error: unknown) => void) {
    this.#store = store.tokens;
    this.#onError = onError;
    this.#store.onRevoked((id) => {
      if (id === null) void this.#askAgain();
      else this.#breakOff(id);
    });
  }

  /** A new token with its secret, which is kept nowhere. */
  async create(token: {
    name: string;
    role: Role;
    expiresAt: Date | null;
  }): Promise<{ row: TokenRow; secret: string }> {
    const secret = START + randomBytes(32).toString('base64url');
    return { row: await this.#store.create({ ...token, sha256: sha256Of(secret) }), secret };
  }

  all(): Promise<TokenRow[]> {
    return this.#store.all();
  }

  /** Whose secret it is; null where it is nobody's, or not any more. */
  async holder(secret: string): Promise<TokenRow | null> {
    if (!secret.startsWith(START)) return null;
    const row = await this.#store.bySecret(sha256Of(secret));
    return row && this.used(row);
  }

  /** At once: what it asked for and is under way is broken off, on all servers. False where there is no such token. */
  async revoke(id: string): Promise<boolean> {
    const found = await this.#store.remove(id);
    if (found) this.#breakOff(id);
    return found;
  }

  /** An answer to a token's holder, broken off when the token is revoked or expires. */
  follow({ id, expiresAt }: Pick<TokenRow, 'id' | 'expiresAt'>, response: ServerResponse): void {
    const answers = this.#answers.get(id) ?? new Set();
    this.#answers.set(id, answers.add(response));
    // It may have been revoked since it was found to hold.
    if (this.#revoked.has(id)) response.destroy();
    const leftMs = expiresAt === null ? MOST_TIMER_MS : Math.min(MOST_TIMER_MS, expiresAt.getTime() - Date.now());
    const expiry = expiresAt === null ? undefined : setTimeout(() => response.destroy(), leftMs).unref();
    response.once('close', () => {
      clearTimeout(expiry);
      answers.delete(response);
      if (answers.size === 0 && this.#answers.get(id) === answers) this.#answers.delete(id);
    });
  }

  #breakOff(id: string): void {
    this.#revoked.add(id);
    for (const response of this.#answers.get(id) ?? []) response.destroy();
  }

  /** After it may have been missed that a token was revoked. The database may be away again: it is asked until it answers. */
  async #askAgain(delayMs = ASK_AGAIN_MS.first): Promise<void> {
    try {
      for (const id of [...this.#answers.keys()]) if (!(await this.#store.byId(id))) this.#breakOff(id);
    } catch (error) {
      this.#onError(error);
      await wait(delayMs, undefined, { ref: false });
      if (this.#answers.size > 0) await this.#askAgain(Math.min(2 * delayMs, ASK_AGAIN_MS.last));
    }
  }

  /** Keeps when a token was used last, to the minute. Where it can't be kept, its holder reads all the same. */
  async used(row: TokenRow): Promise<TokenRow> {
    const isNews = row.lastUsedAt === null || Date.now() - row.lastUsedAt.getTime() > USED_EVERY_MS;
    if (isNews) await this.#store.used(row.id).catch(this.#onError);
    return row;
  }
}

function sha256Of(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
