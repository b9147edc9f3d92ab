import { type Kysely, sql } from 'kysely';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';
import { heldToken } from './tokens.ts';

/** Sessions that are kept: of more of them the oldest end. */
const MOST = 10_000;

export function sessions(kysely: Kysely<Tables>): Store['sessions'] {
  return {
    async open({ sha256, tokenId, expiresAt }) {
      await sql`delete from sessions where expires_at <= now()
        or sha256 in (select sha256 from sessions order by created_at desc offset ${MOST - 1})`.execute(kysely);
      await kysely.insertInto('sessions').values({ sha256, token_id: tokenId, expires_at: expiresAt }).execute();
    },
    async find(sha256) {
      const { rows } = await sql<{ tokenId: string | null }>`
        select token_id as "tokenId" from sessions where sha256 = ${sha256} and expires_at > now()`.execute(kysely);
      const [row] = rows;
      if (row === undefined) return null;
      if (row.tokenId === null) return { token: null };
      const token = await heldToken(kysely, row.tokenId);
      return token && { token };
    },
    async close(sha256) {
      await kysely.deleteFrom('sessions').where('sha256', '=', sha256).execute();
    },
  };
}
