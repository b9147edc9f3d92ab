import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { copyMigratedPglite } from './pglite-template.ts';

/** New folders, gone after the test. */
export function useFolders(): { empty: () => Promise<string>; withPglite: () => Promise<string> } {
  const made: string[] = [];
  afterEach(async () => {
    for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
  });
  const empty = async (): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'passband-test-'));
    made.push(folder);
    return folder;
  };
  return {
    empty,
    /** A data folder whose database has its tables but holds nothing yet, which is quicker than making one. */
    async withPglite() {
      const folder = await empty();
      await copyMigratedPglite(join(folder, 'database'));
      return folder;
    },
  };
}
