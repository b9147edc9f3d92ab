import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Announcements } from './announcements.ts';
import { isId, newId } from './ids.ts';
import type { TokenRow } from './rows.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

export function tokens(kysely: Kysely<Tables>, revoked: Announcements): Store['tokens'] {
  return {
    async create({ name, role, sha256, expiresAt }) {
      const id = newId();
      await kysely.insertInto('tokens').values({ id, name, role, sha256, expires_at: expiresAt }).execute();
      const [row] = await tokenRows(kysely, sql`where id = ${id}`);
      if (row === undefined) throw new Error(`token ${id} was not stored`);
      return row;
    },
    all: () => tokenRows(kysely, sql`order by created_at, id`),
    async bySecret(sha256) {
      return (await tokenRows(kysely, sql`where sha256 = ${sha256} and ${isValid}`))[0] ?? null;
    },
    byId: (id) => heldToken(kysely, id),
    async used(id) {
      await sql`update tokens set last_used_at = now() where id = ${id}`.execute(kysely);
    },
    async remove(id) {
      if (!isId(id)) return false;
      return kysely.transaction().execute(async (transaction) => {
        const { rows } = await sql`delete from tokens where id = ${id} returning id`.execute(transaction);
        if (rows.length > 0) await revoked.announce(transaction, id);
        return rows.length > 0;
      });
    },
    onRevoked: (listener) => revoked.on(listener),
  };
}

const isValid = sql`(expires_at is null or expires_at > now())`;

/** A token that holds. */
export async function heldToken(kysely: Kysely<Tables>, id: string): Promise<TokenRow | null> {
  return isId(id) ? ((await tokenRows(kysely, sql`where id = ${id} and ${isValid}`))[0] ?? null) : null;
}

async function tokenRows(kysely: Kysely<Tables>, rest: RawBuilder<unknown>): Promise<TokenRow[]> {
  const { rows } = await sql<TokenRow>`
    select id, name, role, created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt"
    from tokens ${rest}`.execute(kysely);
  return rows;
}
