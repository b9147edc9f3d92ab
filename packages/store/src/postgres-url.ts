import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import type pg from 'pg';
import { errorCode } from './errors.ts';

const MODES = ['disable', 'no-verify', 'require', 'verify-ca', 'verify-full'] as const;
/** Files that a URL may name: certificates that sign the server's, ours, and its key. */
const FILES = { sslrootcert: 'ca', sslcert: 'cert', sslkey: 'key' } as const;
const OURS = ['sslmode', 'ssl', 'uselibpqcompat', ...Object.keys(FILES)];

/** What is wrong with a DATABASE_URL. */
export class UrlRefused extends Error {
  override readonly name = 'UrlRefused';
}

/**
 * How to connect to a DATABASE_URL. TLS is ours to say, because what pg makes of sslmode changes with its version:
 * `require` and `verify-full` want a certificate that is signed by one we know and names the host, `verify-ca` asks for no
 * name, `no-verify` for nothing; without a mode there is TLS only where a file of it is named. Throws UrlRefused.
 */
export function connectionOf(url: string): Pick<pg.ClientConfig, 'connectionString' | 'ssl'> {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^postgres(ql)?:$/.test(parsed.protocol))
    throw new UrlRefused('no URL of the form postgres://USER:PASSWORD@HOST:PORT/DATABASE');
  const asked = new Map(OURS.map((name) => [name, parsed.searchParams.get(name)]));
  for (const name of OURS) parsed.searchParams.delete(name);
  return { connectionString: parsed.href, ssl: tlsOf(asked) };
}

function tlsOf(asked: ReadonlyMap<string, string | null>): ConnectionOptions | false {
  const files = Object.entries(FILES).flatMap(([name, option]) => {
    const file = asked.get(name) ?? null;
    // What is built in is what is used where nothing is named.
    return file === null || (name === 'sslrootcert' && file === 'system') ? [] : [[option, contentOf(name, file)]];
  });
  const mode = modeOf(asked, files.length > 0);
  if (mode === 'disable') return false;
  const own: ConnectionOptions = Object.fromEntries(files);
  if (mode === 'no-verify') return { ...own, rejectUnauthorized: false };
  if (mode !== 'verify-ca') return own;
  if (own.ca === undefined)
    throw new UrlRefused('sslmode=verify-ca needs the certificate of who signs: sslrootcert=FILE');
  return { ...own, checkServerIdentity: () => undefined };
}

function modeOf(asked: ReadonlyMap<string, string | null>, hasFiles: boolean): (typeof MODES)[number] {
  const ssl = asked.get('ssl');
  const byDefault = hasFiles || ssl === 'true' || ssl === '1' ? 'verify-full' : 'disable';
  const said = asked.get('sslmode') ?? byDefault;
  const mode = MODES.find((one) => one === said);
  if (mode === undefined) throw new UrlRefused(`sslmode must be one of ${MODES.join(', ')}; got ${said}`);
  return mode;
}

function contentOf(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UrlRefused(`${name} must be a file that can be read; ${file} is not (${errorCode(error) ?? error})`);
  }
}

/** Host, port and database of a URL, without user and password. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'what it names';
  const parsed = new URL(url);
  return `${parsed.host}${parsed.pathname}`;
}

const UNKNOWN_SIGNER =
  'its certificate is signed by nobody who is known here: name the certificate of who signs, sslrootcert=FILE';
const CERTIFICATES: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_SIGNER,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_SIGNER,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_SIGNER,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_SIGNER,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_SIGNER,
  CERT_SIGNATURE_FAILURE: UNKNOWN_SIGNER,
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is of another host',
};

/** Why a connection failed, for a person. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const code = errorCode(error);
  const message = error instanceof Error ? error.message : String(error);
  const certificate = code === null ? undefined : CERTIFICATES[code];
  if (certificate !== undefined) return `${certificate} (${message})`;
  if (message === 'The server does not support SSL connections') return 'it takes no TLS, which sslmode asks for';
  return code === null || message.includes(code) ? message : `${message} (${code})`;
}
