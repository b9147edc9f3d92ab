import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const HOURS = 12;
const MOST = 1_000;

/** Whether two secrets are equal, in a time that does not depend on where they differ. */
export function sameSecret(given: string, secret: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

/** Who signed in with a token in a browser: a random id in a cookie, known here until it expires or the server ends. */
export class Sessions {
  static readonly cookieName = 'passband_session';
  readonly #expiry = new Map<string, number>();

  /** The Set-Cookie header of a new session. */
  open(): string {
    this.#forgetExpired();
    const id = randomBytes(32).toString('base64url');
    this.#expiry.set(id, Date.now() + HOURS * 3_600_000);
    const [oldest] = this.#expiry.keys();
    if (this.#expiry.size > MOST && oldest !== undefined) this.#expiry.delete(oldest);
    return `${Sessions.cookieName}=${id}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${HOURS * 3600}`;
  }

  /** The Set-Cookie header that ends a session. */
  close(cookies: string | undefined): string {
    const id = idIn(cookies);
    if (id !== null) this.#expiry.delete(id);
    return `${Sessions.cookieName}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`;
  }

  has(cookies: string | undefined): boolean {
    const id = idIn(cookies);
    const expiry = id === null ? undefined : this.#expiry.get(id);
    return expiry !== undefined && expiry > Date.now();
  }

  #forgetExpired(): void {
    for (const [id, expiry] of this.#expiry) if (expiry <= Date.now()) this.#expiry.delete(id);
  }
}

function idIn(cookies: string | undefined): string | null {
  const start = `${Sessions.cookieName}=`;
  const cookie = cookies?.split(';').find((one) => one.trim().startsWith(start));
  return cookie?.trim().slice(start.length) || null;
}
