import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Command, Option } from 'commander';
import { EndedWith, UsageError } from './errors.ts';
import { subcommand } from './options.ts';
import { ended } from './other-program.ts';
import { checkResultFile } from './result-file.ts';
import { downloadArchive } from './server/archive.ts';
import { serverAddress } from './values.ts';

interface PlaceOptions {
  data?: string | undefined;
}

interface BackupOptions extends PlaceOptions {
  server?: string;
  token?: string;
}

/** `passband backup` and `passband restore`: what a server keeps, as one file. */
export function addBackup(program: Command, signal: AbortSignal): void {
  program.commandsGroup("A server's data (DATABASE_URL, PASSBAND_DATA_DIR):");
  withPlace(subcommand(program, 'backup'))
    .description('all that a server keeps, its database and its files, as one file')
    .argument('<file>', 'where to write it: a .tar.gz that its owner alone may read')
    .addOption(
      new Option(
        '--server <url>',
        'of a server that makes the archive: on the embedded database while it runs',
      ).argParser(serverAddress),
    )
    .addOption(new Option('--token <token>', 'of an admin, where that server wants one').env('PASSBAND_TOKEN'))
    .action((file, options: BackupOptions) => backup(file, options, signal));
  withPlace(
    subcommand(program, 'restore')
      .description('put an archive into an empty data folder and an empty database')
      .argument('<file>', 'what passband backup wrote')
      .option('--check', 'read all of it and look whether it is whole; write nothing'),
  ).action((file, options: PlaceOptions & { check?: true }) =>
    options.check ? serverProgram(['check', file], {}, signal) : atNamedPlace('restore', file, options, signal),
  );
}

function withPlace(command: Command): Command {
  return command.option(
    '--data <folder>',
    "the server's data folder; PASSBAND_DATA_DIR, or .passband in the project, when left out",
  );
}

async function backup(file: string, options: BackupOptions, signal: AbortSignal): Promise<void> {
  await checkResultFile(file, 'backup');
  const { server, token, data } = options;
  if (server === undefined) return atNamedPlace('backup', file, { data }, signal);
  if (data !== undefined) throw new UsageError('--data and --server must not be given together');
  const unfinished = `${file}.unfinished-${process.pid}`;
  try {
    await downloadArchive({ server, ...(token !== undefined && { token }) }, unfinished, signal);
    await serverProgram(['check', unfinished, file], {}, signal);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** In the project's clone the server has a folder for its data; where this is installed as a package, there is none. */
const CLONE = fileURLToPath(new URL('../../../package-lock.json', import.meta.url));

/** Throws UsageError where nobody says where the data is, and this is no clone. */
async function atNamedPlace(name: 'backup' | 'restore', file: string, { data }: PlaceOptions, signal: AbortSignal) {
  const place = data || process.env.PASSBAND_DATA_DIR || process.env.DATABASE_URL;
  if (!place && !existsSync(CLONE))
    throw new UsageError(
      "one of --data, PASSBAND_DATA_DIR and DATABASE_URL must say where the server's data is, outside the project's clone; got none",
    );
  await serverProgram([name, file], { data }, signal);
}

/** Runs the server's own program, which says what it did, or why it did not. */
async function serverProgram(args: string[], { data }: PlaceOptions, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const place = data === undefined ? {} : { PASSBAND_DATA_DIR: data };
  const { code } = await ended('server', 'backup', args, place);
  if (code !== 0) throw new EndedWith(code ?? 1);
}
