import { CommanderError } from 'commander';
import { EndedWith, InputError, isExpected, UsageError } from './errors.ts';
import { withOptionNames } from './option-names.ts';

const FAILED = 1;
const WRONG_USAGE = 2;

/** Says on stderr what went wrong, and gives the exit code: 0 done, 1 it failed, 2 wrong usage. */
export function exitCodeOf(error: unknown, isAborted: boolean): number {
  // Commander has said what was wrong, or printed its help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  if (error instanceof EndedWith) return error.code;
  if (isAborted && !(error instanceof InputError)) return told(FAILED, 'stopped; nothing was written');
  if (error instanceof UsageError) return told(WRONG_USAGE, error.message);
  if (!(error instanceof Error)) return told(FAILED, String(error));
  if (!isExpected(error)) return told(FAILED, error.stack ?? error.message);
  const message = withOptionNames(error.message);
  // The rule that was broken is an option's.
  return told(message !== error.message && message.startsWith('--') ? WRONG_USAGE : FAILED, message);
}

function told(code: number, message: string): number {
  process.stderr.write(`passband: ${message}\n`);
  return code;
}
