#!/usr/bin/env node
import { exitCodeOf } from './exit-code.ts';
import { passband } from './program.ts';

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
  process.exitCode = exitCodeOf(error, abort.signal.aborted);
}
