import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const HOURS = 12;
const MOST = 1_000;

/** Whether two secrets are equal, in a time that does not depend on where they differ. */
export function sameSecret(given: string, secret: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

interface Session {
  /** Of the token that opened it; null of the first one. */
  tokenId: string | null;
  expiry: number;
}

/** Who signed in with a token in a browser: a random id in a cookie, known here until it expires or the server ends. */
export class Sessions {
  static readonly cookieName = 'passband_session';
  readonly #sessions = new Map<string, Session>();

  /** The Set-Cookie header of a new session, of a token that was given out or, null, of the first one. */
  open(tokenId: string | null): string {
    this.#forgetExpired();
    const id = randomBytes(32).toString('base64url');
    this.#sessions.set(id, { tokenId, expiry: Date.now() + HOURS * 3_600_000 });
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > MOST && oldest !== undefined) this.#sessions.delete(oldest);
    return `${Sessions.cookieName}=${id}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${HOURS * 3600}`;
  }

  /** The Set-Cookie header that ends a session. */
  close(cookies: string | undefined): string {
    const id = idIn(cookies);
    if (id !== null) this.#sessions.delete(id);
    return `${Sessions.cookieName}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`;
  }

  /** The session that a request belongs to; null where there is none, or not any more. */
  find(cookies: string | undefined): Session | null {
    const id = idIn(cookies);
    const session = id === null ? undefined : this.#sessions.get(id);
    return session !== undefined && session.expiry > Date.now() ? session : null;
  }

  #forgetExpired(): void {
    for (const [id, { expiry }] of this.#sessions) if (expiry <= Date.now()) this.#sessions.delete(id);
  }
}

function idIn(cookies: string | undefined): string | null {
  const start = `${Sessions.cookieName}=`;
  const cookie = cookies?.split(';').find((one) => one.trim().startsWith(start));
  return cookie?.trim().slice(start.length) || null;
}
