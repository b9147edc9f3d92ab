import { join } from 'node:path';

/** Where a file is in a data folder. */
export const blobPlace = (dataFolder: string, sha256: string): string =>
  join(dataFolder, 'blobs', sha256.slice(0, 2), sha256.slice(2));
