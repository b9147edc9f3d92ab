import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the demo's files. Programs that hold this module are bundled into apps/NAME/dist, so it is looked for
 * upwards from wherever this code runs rather than at one fixed place.
 */
export function dataFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (folder !== path.dirname(folder)) {
    const candidate = path.join(folder, 'packages', 'demo', 'data');
    if (existsSync(path.join(candidate, 'networks.json'))) return candidate;
    folder = path.dirname(folder);
  }
  throw new Error(
    `the demo's files (packages/demo/data/networks.json) are in no folder above ${fileURLToPath(import.meta.url)}`,
  );
}
