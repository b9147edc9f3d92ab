import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { EngineError } from '@passband/engine';

/**
 * Throws EngineError where one of a model's files is a link that leads out of its folder: a model that was sent must not
 * read what else is on this machine. Files that are not there are left to who reads them.
 */
export async function checkInside(folder: string, files: readonly string[]): Promise<void> {
  const root = (await realpath(folder)) + sep;
  for (const file of files) {
    const target = await realpath(file).catch(() => null);
    if (target !== null && !target.startsWith(root))
      throw new EngineError(`a model's files must lie in its folder; ${file} is a link that leads out of it`);
  }
}
