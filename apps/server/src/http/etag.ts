import { createHash } from 'node:crypto';
import type { Request } from 'express';

/** A strong ETag of an answer that these parts decide. */
export function etagOf(parts: readonly unknown[]): string {
  return `"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)}"`;
}

/** Not request.fresh: that asks again where a client says no-cache beside If-None-Match, as fetch does. */
export function isKnown(request: Request, etag: string): boolean {
  const known = request.get('if-none-match') ?? '';
  return known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}
