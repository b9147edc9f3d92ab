import { join } from 'node:path';
import { BlobFiles } from './blob-files.ts';

/** Where a file is in the data folder of an embedded database. */
export const blobPlace = (dataFolder: string, sha256: string): string =>
  new BlobFiles(join(dataFolder, 'blobs')).place(sha256);
