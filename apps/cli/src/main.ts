import { CommanderError } from 'commander';
import { InputError, isExpected, UsageError } from './errors.ts';
import { withOptionNames } from './option-names.ts';
import { passband } from './program.ts';

/** 0 done, 1 it failed, 2 wrong usage. */
const FAILED = 1;
const WRONG_USAGE = 2;

const abort = new AbortController();
process.once('SIGINT', () => abort.abort());
process.once('SIGTERM', () => abort.abort());
// A reader such as `head` that has seen enough is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await passband(abort.signal).parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  // Commander has said what was wrong, or printed its help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  if (abort.signal.aborted && !(error instanceof InputError)) {
    process.stderr.write('passband: stopped; nothing was written\n');
    return FAILED;
  }
  if (error instanceof UsageError) {
    process.stderr.write(`passband: ${error.message}\n`);
    return WRONG_USAGE;
  }
  if (error instanceof Error && isExpected(error)) {
    const message = withOptionNames(error.message);
    process.stderr.write(`passband: ${message}\n`);
    // The rule that was broken is an option's.
    return message !== error.message && message.startsWith('--') ? WRONG_USAGE : FAILED;
  }
  process.stderr.write(`passband: ${error instanceof Error ? error.stack : String(error)}\n`);
  return FAILED;
}
