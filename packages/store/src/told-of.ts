import type { KyselyConfig } from 'kysely';

/** Kysely's setting that tells of every statement, also of those that failed; nothing where nobody listens. */
export function toldOf(onStatement: ((sql: string) => void) | undefined): Pick<KyselyConfig, 'log'> {
  return onStatement ? { log: ({ query }) => onStatement(query.sql) } : {};
}
