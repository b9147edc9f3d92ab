import type { Command } from 'commander';
import { addExport } from './export.ts';
import { addImport } from './import.ts';
import { addRegister } from './register.ts';
import { addStart } from './start.ts';
import { addToken } from './token.ts';
import { addWatch } from './watch.ts';

/** Commands that talk to a server over its API. */
export function addServerCommands(program: Command, signal: AbortSignal): void {
  program.commandsGroup('With a server (--server URL, PASSBAND_SERVER; --token, PASSBAND_TOKEN):');
  for (const add of [addRegister, addStart, addWatch, addExport, addImport, addToken]) add(program, signal);
}
