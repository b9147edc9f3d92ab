import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { freePort } from '../../packages/store/src/testing/free-port.ts';
import { root } from '../end-to-end/passband.ts';

/** Lets `use` ask a server without worker and dashboard, the built program on this data folder, and stops it. */
export async function withBareServer<T>(
  dataFolder: string,
  use: (url: string, pid: number) => Promise<T>,
  env: Record<string, string> = {},
): Promise<T> {
  const child = fork(path.join(root, 'apps/server/dist/main.js'), [], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      ...{ PASSBAND_PORT: String(await freePort()), PASSBAND_DATA_DIR: dataFolder, PASSBAND_LOG_LEVEL: 'warn' },
      ...env,
    },
  });
  try {
    return await use(await addressOf(child), child.pid ?? 0);
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the server ended with exit code ${code}`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return String(message.url);
}
