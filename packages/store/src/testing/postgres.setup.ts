import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a PostgreSQL server, on which tests make databases of their own; null where none starts. */
    postgres: string | null;
  }
}

/** One PostgreSQL server for all files of a run. */
export async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  try {
    const { url, stop } = await startPostgres();
    provide('postgres', url);
    return stop;
  } catch (error) {
    console.warn(`tests on PostgreSQL are skipped: ${String(error)}`);
    provide('postgres', null);
    return undefined;
  }
}
