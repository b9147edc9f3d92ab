import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { programFile } from './launch/program.ts';
import { Programs } from './launch/programs.ts';
import { onStopSignals } from './launch/stop-signals.ts';

/**
 * `npm start`: starts the server, one worker (unless told not to) and the dashboard, each a process of its own, and keeps them running.
 * Ctrl-C or SIGTERM stops all of them, a second time at once; so does the end of this process, however it comes about.
 */

/** So long each has to stop by itself: everything is gone within 10 s. */
const STOP_MS = { worker: 3_500, server: 4_500, dashboard: 1_500 };
const FLAG = { type: 'boolean', default: false } as const;

const options = optionsOf(process.argv.slice(2));
if (options === null) {
  process.exitCode = 2;
} else if (options.help) {
  process.stdout.write(`npm start [-- --no-demo | --quick-demo] [--no-worker]

Starts the server, one worker and the dashboard at http://127.0.0.1:4000.
  --no-demo     without the demo's images and networks
  --quick-demo  measures two of the demo's networks of each kind roughly, in about a minute
  --no-worker   where workers run elsewhere: PASSBAND_WORKER_TOKEN is what they say who they are with

PASSBAND_PORT, PASSBAND_HOST, PASSBAND_DATA_DIR, PASSBAND_TOKEN, PASSBAND_ALLOWED_HOSTS, DATABASE_URL: see README.md
`);
} else {
  const demo = options['no-demo'] ? null : options['quick-demo'] ? '--quick-demo' : '--demo';
  await launch({ demo, worker: !options['no-worker'] });
}

/** Null where they are not what this takes; it has then said so. */
function optionsOf(args: string[]): Record<'no-demo' | 'quick-demo' | 'no-worker' | 'help', boolean> | null {
  try {
    return parseArgs({
      args,
      options: { 'no-demo': FLAG, 'quick-demo': FLAG, 'no-worker': FLAG, help: FLAG },
    }).values;
  } catch {
    process.stderr.write(
      `passband: npm start takes --no-demo, --quick-demo, --no-worker and --help; got ${args.join(' ')}\n`,
    );
    return null;
  }
}

async function launch({ demo, worker }: { demo: '--demo' | '--quick-demo' | null; worker: boolean }): Promise<void> {
  const programs = new Programs();
  let stopping = false;
  const stop = async (exitCode: number) => {
    if (stopping) return;
    stopping = true;
    process.stdout.write('passband: stopping\n');
    await programs.stop();
    process.exit(exitCode);
  };
  onStopSignals({
    stop: () => void stop(0),
    kill: () => {
      programs.kill();
      process.exit(1);
    },
  });

  try {
    const workerToken = process.env.PASSBAND_WORKER_TOKEN || randomBytes(32).toString('base64url');
    const dashboard = await programs.start({
      name: 'dashboard',
      file: programFile('../../dashboard/server.mjs'),
      arguments: [],
      env: { PORT: '0', NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      withoutSecrets: true,
      stopMs: STOP_MS.dashboard,
    });
    const server = await programs.start({
      name: 'server',
      file: programFile('./main.js'),
      arguments: demo === null ? [] : [demo],
      // Given to Node for this process, they are meant for the database: the heap's size, how WebAssembly is compiled.
      flags: process.execArgv,
      env: {
        ...{ PASSBAND_DASHBOARD_URL: () => dashboard.url() ?? '', PASSBAND_WORKER_TOKEN: workerToken },
        // Without it graphql looks at every value for one of another copy of itself.
        NODE_ENV: 'production',
      },
      withoutSecrets: false,
      stopMs: STOP_MS.server,
    });
    if (worker)
      await programs.start({
        name: 'worker',
        file: programFile('../../worker/dist/main.js'),
        arguments: [],
        env: {
          ...{ PASSBAND_SERVER_URL: () => server.url() ?? '', PASSBAND_WORKER_TOKEN: workerToken },
          // That it joined is no news here.
          PASSBAND_LOG_LEVEL: process.env.PASSBAND_LOG_LEVEL ?? 'warn',
          // Everything is gone within 10 s: what is under way is given back.
          PASSBAND_WORKER_DRAIN_SECONDS: '0',
        },
        withoutSecrets: true,
        stopMs: STOP_MS.worker,
      });
    programs.onGivenUp((reason) => void giveUp(reason));
    process.stdout.write(
      `\nPassband is at ${server.url()}\n${demo !== null ? 'The demo’s networks are measured while you watch. ' : ''}Ctrl-C stops it.\n\n`,
    );
  } catch (error) {
    await giveUp(error instanceof Error ? error.message : String(error));
  }

  async function giveUp(reason: string): Promise<void> {
    if (!stopping) process.stderr.write(`passband: ${reason}\n`);
    await stop(1);
  }
}
