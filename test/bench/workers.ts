import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { median } from './median.ts';
import { pinningMissing } from './pinning.ts';
import { type Bench, missingRow, ratioRow, rounded } from './row.ts';

const WORKERS = { name: 'workers', atLeast: 1.8 };
const PROGRAM = fileURLToPath(new URL('./one-thread-worker.ts', import.meta.url));
const ROUNDS_A_TURN = 10;
const TURNS = 7;

/**
 * Images per second of two evaluating processes of one thread each ÷ of one. Each is kept to a core of its own, so that its
 * runtime takes one thread.
 */
export const workers: Bench = {
  rows: [WORKERS.name],
  async run() {
    const missing = pinningMissing();
    if (missing) return [missingRow(WORKERS, missing)];
    const [first, second] = [start(0), start(1)];
    try {
      await Promise.all([once(first, 'message'), once(second, 'message')]);
      const turns: { one: number; two: number }[] = [];
      for (let turn = 0; turn < TURNS; turn++) {
        const one = await rate([first], turn);
        turns.push({ one, two: await rate([first, second], turn) });
      }
      const [one, two] = [median(turns.map((turn) => turn.one)), median(turns.map((turn) => turn.two))];
      const value = median(turns.map((turn) => turn.two / turn.one));
      const details = { oneImagesPerSecond: rounded(one), twoImagesPerSecond: rounded(two) };
      return [ratioRow(WORKERS, value, { ...details, cores: availableParallelism() })];
    } finally {
      for (const worker of [first, second]) if (worker.connected) worker.disconnect();
    }
  },
};

function start(core: number): ChildProcess {
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
  return spawn('taskset', ['-c', String(core), process.execPath, '--import', 'tsx', PROGRAM], { stdio: [...stdio] });
}

/** Images per second of workers that each do as many rounds at the same time. */
async function rate(those: readonly ChildProcess[], turn: number): Promise<number> {
  const started = performance.now();
  const images = await Promise.all(
    those.map(async (worker, k) => {
      const answer = once(worker, 'message');
      worker.send([(2 * turn + k) * ROUNDS_A_TURN, ROUNDS_A_TURN]);
      return Number((await answer)[0]);
    }),
  );
  return (images.reduce((sum, count) => sum + count, 0) / (performance.now() - started)) * 1000;
}
