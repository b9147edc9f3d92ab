import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import { InputError } from '../errors.ts';
import { subcommand } from '../options.ts';
import { plural } from '../plural.ts';
import { type Progress, progressOf } from '../progress.ts';
import { Connection, type ServerOptions, Unreachable } from './connection.ts';
import { resultsOf } from './events.ts';
import { type Change, followMeasurement } from './operations.ts';
import { withServer } from './options.ts';
import { outcomeLines } from './outcome.ts';

/** How often a stream that was cut is asked for again before the server is given up: for about five minutes, as long as a slow start takes. */
const ATTEMPTS = 64;
const betweenMs = (attempt: number): number => Math.min(125 * 2 ** attempt, 5_000);

/** `passband watch`: follows a measurement until it ends. */
export function addWatch(program: Command, signal: AbortSignal): void {
  const command = subcommand(program, 'watch')
    .description('follow a measurement of a server until it ends, and print what it found')
    .argument('<id>', 'its id, as passband start printed it');
  withServer(command).action((id, options: ServerOptions) => watch(new Connection(options, signal), id));
}

/** Prints what the measurement found. Throws InputError where it does not succeed. */
export async function watch(connection: Connection, id: string): Promise<void> {
  const last = await followed(connection, id);
  const { status, method, model, dataset, error, warnings, progress } = last;
  if (status === 'FAILED') throw new InputError(`${id} failed: ${error ?? 'the server does not say why'}`);
  if (status !== 'SUCCEEDED') throw new InputError(`${id} was cancelled after ${plural(progress.done, 'image')}`);
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
  const head = `${method.toLowerCase().replaceAll('_', '-')} of ${model.name} on ${dataset.name}`;
  process.stdout.write(`${[head, ...(await outcomeLines(connection, id))].join('\n')}\n`);
}

/** The measurement as it was told last. A server that stopped is waited for, and asked again. */
async function followed(connection: Connection, id: string): Promise<Change> {
  const bar = new ProgressBar();
  let wasThere = false;
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        for await (const change of changesOf(connection, id)) {
          attempt = 1;
          wasThere = true;
          bar.at(change);
          if (isOver(change)) return change;
        }
      } catch (error) {
        if (!(error instanceof Unreachable) || !wasThere || attempt === ATTEMPTS) throw error;
      }
      if (attempt === ATTEMPTS) throw new InputError(`${connection.server} ends every stream about ${id} at once`);
      await wait(betweenMs(attempt), undefined, { signal: connection.signal });
    }
  } catch (error) {
    if (connection.signal.aborted) throw new InputError(`stopped watching; ${id} goes on`);
    throw error;
  } finally {
    bar.stop();
  }
}

async function* changesOf(connection: Connection, id: string): AsyncGenerator<Change> {
  const events = await connection.subscribe(followMeasurement, { id });
  for await (const result of resultsOf(events)) yield connection.dataOf(result, followMeasurement.answer);
}

const isOver = ({ status }: Change): boolean => status === 'SUCCEEDED' || status === 'FAILED' || status === 'CANCELLED';

/** A bar that begins with the first change, which says how much there is. */
class ProgressBar {
  #progress: Progress | null = null;

  at({ progress: { done, total } }: Change): void {
    this.#progress ??= progressOf(total);
    this.#progress.at(done);
  }

  stop(): void {
    this.#progress?.stop();
  }
}
