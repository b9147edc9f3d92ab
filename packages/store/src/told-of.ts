import type { KyselyConfig } from 'kysely';

/** Told of every statement that was answered or refused, without its values, and of how long it took. */
export type OnStatement = (sql: string, milliseconds: number) => void;

/** Kysely's setting that tells of every statement, also of those that failed; nothing where nobody listens. */
export function toldOf(onStatement: OnStatement | undefined): Pick<KyselyConfig, 'log'> {
  return onStatement ? { log: ({ query, queryDurationMillis }) => onStatement(query.sql, queryDurationMillis) } : {};
}
