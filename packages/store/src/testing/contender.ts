import { createInterface } from 'node:readline';
import { lockFolder } from '../folder-lock.ts';

/** A program that tries to take each folder that it is told, a line each, and says what came of it; it keeps what it got. */
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

createInterface({ input: process.stdin }).on('line', (folder) => {
  lockFolder(folder).then(
    () => say('held'),
    (error: unknown) => say(error instanceof Error ? error.message : String(error)),
  );
});
say('here');
