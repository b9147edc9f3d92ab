import { startPostgres } from '@passband/store/testing/postgres-server';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a PostgreSQL server, on which each TestServer makes a database of its own; null where none starts. */
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
