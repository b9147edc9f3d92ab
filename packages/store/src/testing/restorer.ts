/** A program that restores an archive into the folder, and on the PostgreSQL database, that it is given, and says how far it is, a line each time. */
import { restore } from '../backup/restore.ts';

const [file, dataFolder, databaseUrl] = process.argv.slice(2);
if (file === undefined || dataFolder === undefined) throw new Error('needs an archive and a data folder');
await restore({
  file,
  dataFolder,
  databaseUrl,
  onProgress: ({ rows, files }) => {
    process.stdout.write(`${rows} ${files}\n`);
  },
});
process.stdout.write('restored\n');
