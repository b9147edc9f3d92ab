import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ShardOrder } from '@passband/engine';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EvaluationProcess } from './evaluation-process.ts';

/** Programs that stand in for the evaluation: what matters here is how they end. */
const programs = {
  answers: `process.on('message', (m) => { if (m.kind === 'shard') { process.send({ kind: 'progress', imagesDone: 3 }); process.send({ kind: 'result', result: m.order.id + ' by ' + process.pid }); } });`,
  crashes: `process.on('message', (m) => { if (m.kind === 'shard') process.kill(process.pid, 'SIGSEGV'); });`,
  exits: `process.on('message', (m) => { if (m.kind === 'shard') process.exit(7); });`,
  obeys: `process.on('message', (m) => { if (m.kind === 'shard') process.send({ kind: 'progress', imagesDone: 1 }); else process.send({ kind: 'cancelled' }); });`,
  hangs: `process.on('message', (m) => { if (m.kind === 'shard') { process.send({ kind: 'progress', imagesDone: 1 }); setTimeout(() => { for (;;); }, 1); } });`,
  tells: `process.on('message', (m) => { if (m.kind === 'shard') process.send({ kind: 'result', result: JSON.stringify([process.env.PASSBAND_TOKEN, process.env.PASSBAND_WORKER_TOKEN, process.env.DATABASE_URL]) }); });`,
};

let folder: string;
let running: EvaluationProcess[] = [];
const never = new AbortController().signal;
const shard = (id: string) => ({
  order: { id } as ShardOrder,
  modelFile: 'model',
  datasetFile: 'dataset',
});

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'passband-evaluation-'));
  running = [];
});
afterEach(async () => {
  for (const evaluation of running) evaluation.stop();
  await rm(folder, { recursive: true, force: true });
});

async function processOf(name: keyof typeof programs, silenceMs?: number): Promise<EvaluationProcess> {
  const file = path.join(folder, `${name}.mjs`);
  await writeFile(file, `process.on('disconnect', () => process.exit(0));\n${programs[name]}`);
  const evaluation = new EvaluationProcess(file, silenceMs);
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

  test('a process that hangs is killed and is worth another attempt, in a process of its own', async () => {
    const evaluation = await processOf('hangs', 3000);
    for (const id of ['s1', 's2']) {
      const progress: number[] = [];
      const outcome = await evaluation.evaluate(shard(id), never, (done) => progress.push(done));
      expect(outcome).toMatchObject({ kind: 'error', message: expect.stringContaining('hung'), again: true });
      expect(progress).toEqual([1]);
    }
  });

  test('cancelled before it began it is cancelled', async () => {
    expect(await (await processOf('obeys')).evaluate(shard('s'), AbortSignal.abort(), () => {})).toEqual({
      kind: 'cancelled',
    });
  });

  test('what evaluates a network sees no token and no database', async () => {
    const names = ['PASSBAND_TOKEN', 'PASSBAND_WORKER_TOKEN', 'DATABASE_URL'];
    for (const name of names) process.env[name] = 'secret';
    try {
      const outcome = await (await processOf('tells')).evaluate(shard('s'), never, () => {});
      expect(outcome).toEqual({ kind: 'result', result: '[null,null,null]' });
    } finally {
      for (const name of names) delete process.env[name];
    }
  });
});
