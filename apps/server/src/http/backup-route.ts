import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import type { Store } from '@passband/store';
import { Router } from 'express';
import { loaderOf } from '../registry/inspect-model.ts';
import { endOf } from './end-of.ts';
import { HttpError } from './http-error.ts';

export interface BackupDependencies {
  store: Store;
  /** The program that makes archives. */
  program: string;
  closed: AbortSignal;
}

/**
 * GET /export/backup: an archive of all that this server keeps, made by a process of its own from what there is now, one at a
 * time. It ends with a seal: where it breaks off it has none.
 */
export function backupRoute({ store, program, closed }: BackupDependencies): Router {
  const router = Router();
  let running = false;
  router.get('/export/backup', async (request, response) => {
    response.set('cache-control', 'no-store');
    if (request.method === 'HEAD') return void response.end();
    if (running) throw new HttpError(409, 'one backup is made at a time; one is being made: ask again when it is done');
    running = true;
    const { over, forget } = endOf(response, closed);
    try {
      const { release, ...place } = await store.backups.source();
      try {
        const bytes = archiveOf(program, place, over);
        // What fails before there is an archive is told as an error.
        const first = await bytes.next();
        response
          .attachment(`passband-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.tar.gz`)
          .type('application/gzip');
        await pipeline(startingWith(first, bytes), response, { signal: over });
      } finally {
        await release();
      }
    } catch (error) {
      // Whoever asked went away, or the server closes. An answer that breaks off by itself is over by now as well.
      if (!over.aborted || error instanceof ArchiveFailed) throw error;
      response.destroy();
    } finally {
      forget();
      running = false;
    }
  });
  return router;
}

/** The program that makes archives ended badly by itself. */
class ArchiveFailed extends Error {
  override readonly name = 'ArchiveFailed';
  constructor(said: string) {
    super(`the archive could not be made: ${said}`);
  }
}

async function* startingWith<T>(first: IteratorResult<T>, others: AsyncGenerator<T>): AsyncGenerator<T> {
  if (!first.done) yield first.value;
  yield* others;
}

type Place = Omit<Awaited<ReturnType<Store['backups']['source']>>, 'release'>;

/** What the program writes; throws where it ends badly, and then the answer has no end. */
async function* archiveOf(program: string, place: Place, over: AbortSignal): AsyncGenerator<Buffer> {
  const child = spawn(
    process.execPath,
    [...loaderOf(program), program, 'stream', place.databaseCopy ?? place.dataFolder],
    {
      env: environmentOf(place),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  const end = endedOf(child);
  const stop = () => void child.kill('SIGKILL');
  over.addEventListener('abort', stop);
  if (over.aborted) stop();
  try {
    if (child.stdout) yield* child.stdout;
    const { code, said } = await end;
    if (code !== 0) throw over.aborted ? new Error('nobody takes the archive') : new ArchiveFailed(said);
  } finally {
    over.removeEventListener('abort', stop);
    stop();
    await end;
  }
}

/** As this server's, which may say how the database is reached (PGPASSWORD, NODE_EXTRA_CA_CERTS), without its own settings. */
function environmentOf({ dataFolder, databaseUrl }: Place): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^(PASSBAND_|OTEL_|DATABASE_URL$)/.test(name));
  const database = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  return { ...Object.fromEntries(others), PASSBAND_DATA_DIR: dataFolder, ...database };
}

/** How a process ended, and the last that it said. */
async function endedOf(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2_000);
  });
  try {
    const [code] = await once(child, 'close');
    return { code, said: said.trim() };
  } catch (error) {
    return { code: null, said: String(error) };
  }
}
