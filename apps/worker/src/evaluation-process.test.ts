import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { SECRETS, type ShardOrder } from '@passband/engine';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type EvaluationLimits, EvaluationProcess } from './evaluation-process.ts';

const UNPACK = `import fs from 'node:fs'; import os from 'node:os'; fs.mkdtempSync(os.tmpdir() + '/passband-model-');`;

/** Programs that stand in for the evaluation: what matters here is how they end. */
const programs = {
  answers: `process.on('message', (m) => { if (m.kind === 'shard') { process.send({ kind: 'progress', imagesDone: 3 }); process.send({ kind: 'result', result: m.order.id + ' by ' + process.pid, kept: [] }); } });`,
  crashes: `process.on('message', (m) => { if (m.kind === 'shard') process.kill(process.pid, 'SIGSEGV'); });`,
  exits: `process.on('message', (m) => { if (m.kind === 'shard') process.exit(7); });`,
  obeys: `process.on('message', (m) => { if (m.kind === 'shard') process.send({ kind: 'progress', imagesDone: 1 }); else process.send({ kind: 'cancelled' }); });`,
  hangs: `process.on('message', (m) => { if (m.kind === 'shard') { process.send({ kind: 'progress', imagesDone: 1 }); setTimeout(() => { for (;;); }, 1); } });`,
  goesOn: `process.on('message', (m) => { if (m.kind !== 'shard') return; for (let k = 0; k < 12; k++) process.send({ kind: 'progress', imagesDone: 1 }); process.send({ kind: 'result', result: 'slow', kept: [] }); });`,
  unpacks: `${UNPACK} process.on('message', (m) => { if (m.kind === 'shard') process.send({ kind: 'result', result: os.tmpdir(), kept: [] }); });`,
  unpacksAndCrashes: `${UNPACK} process.on('message', (m) => { process.send({ kind: 'progress', imagesDone: os.tmpdir() }); if (m.kind === 'shard') process.kill(process.pid, 'SIGKILL'); });`,
  grows: `const kept = []; process.on('message', () => setInterval(() => kept.length < 40 && kept.push(Buffer.alloc(2 ** 24, 1)), 5));`,
  tells: `process.on('message', (m) => { if (m.kind === 'shard') process.send({ kind: 'result', result: JSON.stringify(Object.keys(process.env).filter((name) => process.env[name] === 'secret')), kept: [] }); });`,
};

let folder: string;
let running: EvaluationProcess[] = [];
const never = new AbortController().signal;
const shard = (id: string, runtime = 'onnx/cpu') => ({
  order: { id, runtime } as ShardOrder,
  files: { model: 'model', dataset: 'dataset', validation: null, teacher: null, checkpoint: null },
  keptFolder: 'kept',
});

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'passband-evaluation-'));
  running = [];
});
afterEach(async () => {
  vi.useRealTimers();
  for (const evaluation of running) await evaluation.stop();
  await rm(folder, { recursive: true, force: true });
});

async function processOf(name: keyof typeof programs, limits?: EvaluationLimits): Promise<EvaluationProcess> {
  const file = path.join(folder, `${name}.mjs`);
  await writeFile(file, `process.on('disconnect', () => process.exit(0));\n${programs[name]}`);
  const evaluation = new EvaluationProcess(file, limits);
  running.push(evaluation);
  return evaluation;
}

describe('EvaluationProcess', () => {
  test('gives the result and passes progress on', async () => {
    const progress: number[] = [];
    const outcome = await (await processOf('answers')).evaluate(shard('s1'), never, (done) => progress.push(done));
    expect(outcome).toMatchObject({ kind: 'result', result: expect.stringContaining('s1 by ') });
    expect(progress).toEqual([3]);
  });

  test('uses one process for shard after shard', async () => {
    const evaluation = await processOf('answers');
    const first = await evaluation.evaluate(shard('s'), never, () => {});
    expect(await evaluation.evaluate(shard('s'), never, () => {})).toEqual(first);
  });

  test('a crash is an error that names the signal and is worth another attempt', async () => {
    expect(await (await processOf('crashes')).evaluate(shard('s'), never, () => {})).toEqual({
      kind: 'error',
      message: expect.stringContaining('SIGSEGV'),
      again: true,
    });
  });

  test('an exit is an error that names the exit code', async () => {
    expect(await (await processOf('exits')).evaluate(shard('s'), never, () => {})).toMatchObject({
      message: expect.stringContaining('exit code 7'),
      again: true,
    });
  });

  test('after a crash the next shard gets a process of its own', async () => {
    const evaluation = await processOf('crashes');
    await evaluation.evaluate(shard('s1'), never, () => {});
    expect(await evaluation.evaluate(shard('s2'), never, () => {})).toMatchObject({
      kind: 'error',
      message: expect.stringContaining('SIGSEGV'),
    });
  });

  test('after a process that could not be started the next shard gets another', async () => {
    const evaluation = await processOf('answers');
    const { execPath } = process;
    process.execPath = path.join(folder, 'no-such-program');
    const outcome = await evaluation
      .evaluate(shard('s1'), never, () => {})
      .finally(() => {
        process.execPath = execPath;
      });
    expect(outcome).toMatchObject({ kind: 'error', message: expect.stringContaining('ENOENT'), again: true });
    expect(await evaluation.evaluate(shard('s2'), never, () => {})).toMatchObject({ kind: 'result' });
  });

  test('cancelling reaches the process', async () => {
    const cancel = new AbortController();
    const outcome = await (await processOf('obeys')).evaluate(shard('s'), cancel.signal, () => cancel.abort());
    expect(outcome).toEqual({ kind: 'cancelled' });
  });

  test('a process that does not listen is killed when it is cancelled', async () => {
    const cancel = new AbortController();
    const started = Date.now();
    const outcome = await (await processOf('hangs')).evaluate(shard('s'), cancel.signal, () => cancel.abort());
    expect(outcome).toEqual({ kind: 'cancelled' });
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  describe('with a clock that goes on when a process says so', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));

    test('a process that hangs is killed and is worth another attempt, in a process of its own', async () => {
      const evaluation = await processOf('hangs', { silenceMs: 3_000 });
      for (const id of ['s1', 's2']) {
        const progress: number[] = [];
        const outcome = await evaluation.evaluate(shard(id), never, (done) => {
          progress.push(done);
          vi.advanceTimersByTime(3_000);
        });
        expect(outcome).toMatchObject({ kind: 'error', message: expect.stringContaining('hung'), again: true });
        expect(progress).toEqual([1]);
      }
    });

    test('a process that says again and again that it goes on does not hang, however long it takes', async () => {
      const evaluation = await processOf('goesOn', { silenceMs: 1_500 });
      const outcome = await evaluation.evaluate(shard('s'), never, () => void vi.advanceTimersByTime(1_000));
      expect(outcome).toMatchObject({ kind: 'result', result: 'slow' });
    });
  });

  test('cancelled before it began it is cancelled', async () => {
    expect(await (await processOf('obeys')).evaluate(shard('s'), AbortSignal.abort(), () => {})).toEqual({
      kind: 'cancelled',
    });
  });

  test.each([
    ['tensorflow/cpu', 'tensorflow/cuda'],
    ['tensorflow/cpu', 'auto'],
    ['tfjs/webgpu', 'tensorflow/cpu'],
  ])(
    '%s and %s, which need the GPUs hidden and seen, get a process each, even with one between that needs neither',
    async (...runtimes) => {
      const evaluation = await processOf('answers');
      const by = async (runtime: string) => evaluation.evaluate(shard('s', runtime), never, () => {});
      const first = await by(runtimes[0]);
      expect(await by('onnx/cpu')).toEqual(first);
      const second = await by(runtimes[1]);
      expect(second).not.toEqual(first);
      expect(await by('tfjs/wasm')).toEqual(second);
    },
  );

  test('a process that was stopped leaves no files', async () => {
    const evaluation = await processOf('unpacks');
    const outcome = await evaluation.evaluate(shard('s'), never, () => {});
    const own = outcome.kind === 'result' ? outcome.result : '';
    expect(await readdir(own)).toEqual([expect.stringMatching(/^passband-model-/)]);
    await evaluation.stop();
    expect(existsSync(own)).toBe(false);
  });

  test('a process that died leaves no files', async () => {
    const evaluation = await processOf('unpacksAndCrashes');
    let own: unknown;
    await evaluation.evaluate(shard('s'), never, (done) => {
      own = done;
    });
    await evaluation.stop();
    expect(own).toMatch(/passband-evaluation-/);
    expect(existsSync(String(own))).toBe(false);
  });

  test.runIf(process.platform === 'linux')('a process that takes too much memory is ended, for good', async () => {
    const evaluation = await processOf('grows', { memoryBytes: 2 ** 28 });
    expect(await evaluation.evaluate(shard('s'), never, () => {})).toEqual({
      kind: 'error',
      message:
        'the process that evaluates must take at most 0.250 GiB of memory (PASSBAND_EVALUATION_MEMORY_BYTES); it took more',
      again: false,
    });
  });

  test('what evaluates a network sees no secret, and the rest', async () => {
    for (const name of [...SECRETS, 'PASSBAND_GIVEN_ON']) process.env[name] = 'secret';
    try {
      const outcome = await (await processOf('tells')).evaluate(shard('s'), never, () => {});
      expect(outcome).toEqual({ kind: 'result', result: '["PASSBAND_GIVEN_ON"]', kept: [] });
    } finally {
      for (const name of [...SECRETS, 'PASSBAND_GIVEN_ON']) delete process.env[name];
    }
  });
});
