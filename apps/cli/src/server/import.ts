import type { Command } from 'commander';
import { subcommand } from '../options.ts';
import { count, plural } from '../plural.ts';
import { Connection, type ServerOptions } from './connection.ts';
import { importResults } from './operations.ts';
import { withServer } from './options.ts';
import { throwIfRefused } from './refused.ts';
import { uploadedFile } from './upload.ts';

/** `passband import robustnets`: published results; done twice it changes nothing. */
export function addImport(program: Command, signal: AbortSignal): void {
  const command = subcommand(program, 'import').description('bring published results into a server');
  const robustnets = subcommand(command, 'robustnets')
    .description('the metrics of the 447 networks of "Models Out of Line"; those that are there by name are skipped')
    .argument('[file]', "the published metrics file; the server's own copy when left out");
  withServer(robustnets).action((file: string | undefined, options: ServerOptions) =>
    importRobustnets(file, options, signal),
  );
}

async function importRobustnets(file: string | undefined, options: ServerOptions, signal: AbortSignal): Promise<void> {
  const connection = new Connection(options, signal);
  const upload = file === undefined ? undefined : await uploadedFile(connection, file);
  const { imported, skipped, userErrors } = await connection.ask(importResults, {
    input: { format: 'ROBUSTNETS', upload },
  });
  throwIfRefused(userErrors);
  process.stdout.write(
    `${plural(imported, 'model')} imported, ${count(skipped)} ${skipped === 1 ? 'was' : 'were'} there already\n`,
  );
}
