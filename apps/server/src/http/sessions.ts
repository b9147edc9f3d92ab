import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Store, TokenRow } from '@passband/store';

const HOURS = 12;

/** Whether two secrets are equal, in a time that does not depend on where they differ. */
export function sameSecret(given: string, secret: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

/**
 * Who signed in with a token in a browser: a random id in a cookie, whose hash is in the database, so that every server on
 * it knows the session. The hash is keyed with the first token: where that is another one, nobody is signed in any more.
 */
export class Sessions {
  static readonly cookieName = 'passband_session';
  readonly #store: Store['sessions'];
  readonly #key: string;

  constructor(store: Store['sessions'], firstToken: string) {
    this.#store = store;
    this.#key = firstToken;
  }

  /** The Set-Cookie header of a new session, of a token that was given out or, null, of the first one. */
  async open(tokenId: string | null): Promise<string> {
    const id = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + HOURS * 3_600_000);
    await this.#store.open({ sha256: this.#hashOf(id), tokenId, expiresAt });
    return `${Sessions.cookieName}=${id}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${HOURS * 3600}`;
  }

  /** The Set-Cookie header that ends a session. */
  async close(cookies: string | undefined): Promise<string> {
    const id = idIn(cookies);
    if (id !== null) await this.#store.close(this.#hashOf(id));
    return `${Sessions.cookieName}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`;
  }

  /** The session that a request belongs to, with the token that opened it; null where there is none, or not any more. */
  async find(cookies: string | undefined): Promise<{ token: TokenRow | null } | null> {
    const id = idIn(cookies);
    return id === null ? null : this.#store.find(this.#hashOf(id));
  }

  #hashOf(id: string): string {
    return createHmac('sha256', this.#key).update(id).digest('hex');
  }
}

function idIn(cookies: string | undefined): string | null {
  const start = `${Sessions.cookieName}=`;
  const cookie = cookies?.split(';').find((one) => one.trim().startsWith(start));
  return cookie?.trim().slice(start.length) || null;
}
