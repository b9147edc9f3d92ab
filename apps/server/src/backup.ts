import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type BackupProgress, backupOf, DataFolderInUse, readArchive, restore } from '@passband/store';
import { progressLine, sizeText, summaryText } from './backup/report.ts';
import { writeWhole } from './backup/whole-file.ts';
import { readPlace, urlOf } from './config.ts';
import { VERSION } from './version.ts';

type Told = (progress: BackupProgress) => void;

const stop = new AbortController();
/** After this it ends wherever it is: what was begun of a restore is no database. */
const STOP_MS = 5_000;
for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
  process.on(event, () => {
    stop.abort(new Error('stopped; nothing was written'));
    setTimeout(() => process.exit(1), STOP_MS).unref();
  });
}

/**
 * Backs up what a server keeps, and restores it: `backup FILE`, `restore FILE` and `check FILE`, which reads an archive and
 * writes nothing (and calls it by another name, where one is given). Where that is, the server's own settings say. On SIGTERM, SIGINT or the end of its parent it stops, and
 * leaves no archive and no half of a database.
 */
const commands: Readonly<Record<string, (file: string, progress: Told, shown: string) => Promise<string>>> = {
  async backup(file, onProgress) {
    const place = readPlace(process.env);
    const { dataFolder, databaseUrl } = place;
    const source = backupOf({ dataFolder, databaseUrl: databaseUrl ?? undefined, version: VERSION, onProgress });
    const saved = returned(source);
    const size = await writeWhole(file, saved.bytes).catch((error: unknown) => {
      throw error instanceof DataFolderInUse ? askServer(error, file, place) : error;
    });
    return `${file} (${sizeText(size)}) ${summaryText(await saved.result)}`;
  },
  /** To stdout, from a copy of the embedded database's folder; with PostgreSQL from there, whatever folder is named. */
  async stream(copy) {
    const { dataFolder, databaseUrl } = readPlace(process.env);
    const place = { dataFolder, databaseUrl: databaseUrl ?? undefined, databaseCopy: copy };
    await pipeline(backupOf({ ...place, version: VERSION }), process.stdout);
    return '';
  },
  async restore(file, onProgress) {
    const { dataFolder, databaseUrl } = readPlace(process.env);
    const summary = await restore({ file, dataFolder, databaseUrl: databaseUrl ?? undefined, onProgress });
    return `restored ${file} ${summaryText(summary)}`;
  },
  async check(file, _, shown) {
    const summary = await readArchive(file);
    return `${shown} (${sizeText((await stat(file)).size)}) is whole: ${summaryText(summary)}`;
  },
};

/** A generator's values, and what it returns after them. */
function returned<T, R>(generator: AsyncGenerator<T, R>): { bytes: AsyncGenerator<T>; result: Promise<R> } {
  let resolve: (result: R) => void = () => {};
  const result = new Promise<R>((done) => {
    resolve = done;
  });
  const bytes = (async function* () {
    resolve(yield* generator);
  })();
  return { bytes: untilStopped(bytes), result };
}

async function* untilStopped<T>(values: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const value of values) {
    stop.signal.throwIfAborted();
    yield value;
  }
  stop.signal.throwIfAborted();
}

/** An embedded database belongs to one process: while a server has it, that server makes the archive. */
function askServer(error: DataFolderInUse, file: string, { host, port }: ReturnType<typeof readPlace>): Error {
  return new Error(
    `${error.message}. If that is a server, let it make the archive: passband backup ${file} --server ${urlOf(host, port)} (and --token, where it wants one)`,
    { cause: error },
  );
}

async function main([name = '', file, shown = file, ...more]: string[]): Promise<void> {
  const command = commands[name];
  if (command === undefined || file === undefined || shown === undefined || more.length > 0)
    throw new Error(`this takes backup FILE, restore FILE or check FILE; got ${process.argv.slice(2).join(' ')}`);
  const progress = progressLine(process.stderr);
  try {
    const text = await command(
      file,
      (done) => {
        stop.signal.throwIfAborted();
        progress.at(done);
      },
      shown,
    );
    progress.end();
    process.stdout.write(text);
  } catch (error) {
    progress.end();
    throw error;
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`passband: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
