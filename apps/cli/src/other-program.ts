import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Runs a program of the server or the worker, with more in its environment, until it ends, which it does when it is asked to
 * and when this process is gone.
 */
export async function ended(
  app: 'server' | 'worker',
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ code: number | null; killedBy: NodeJS.Signals | null }> {
  const child = start(app, name, args, environment);
  // The program tells these apart, and one from another that follows.
  const handed = (['SIGINT', 'SIGTERM'] as const).map((name) => ({ name, hand: () => void child.kill(name) }));
  for (const { name, hand } of handed) process.on(name, hand);
  const [code, killedBy] = await once(child, 'exit');
  for (const { name, hand } of handed) process.off(name, hand);
  return { code, killedBy };
}

/** The built program or, without a build, its source. A channel between the two tells it when this process is gone. */
function start(
  app: string,
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  const program = (file: string) => fileURLToPath(new URL(`../../${app}/${file}`, import.meta.url));
  const built = existsSync(program(`dist/${name}.js`));
  return fork(program(built ? `dist/${name}.js` : `src/${name}.ts`), args, {
    env: { ...process.env, ...environment },
    execArgv: built ? ['--enable-source-maps'] : ['--import', import.meta.resolve('tsx')],
  });
}
