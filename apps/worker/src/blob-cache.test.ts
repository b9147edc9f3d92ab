import { createHash } from 'node:crypto';
import fs, { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BlobCache } from './blob-cache.ts';

let folder: string;
const never = new AbortController().signal;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'passband-cache-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  await rm(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A server of these blobs, which counts what is fetched. */
function serverOf(...blobs: Uint8Array[]) {
  const fetched: string[] = [];
  const bySha = new Map(blobs.map((bytes) => [sha256(bytes), bytes]));
  const fetchBlob = async (name: string): Promise<ReadableStream<Uint8Array>> => {
    fetched.push(name);
    const bytes = bySha.get(name);
    if (!bytes) throw new Error(`no blob ${name}`);
    return new Blob([new Uint8Array(bytes)]).stream();
  };
  return { fetched, fetchBlob };
}

describe('BlobCache', () => {
  const network = new Uint8Array(1000).fill(7);
  const images = new Uint8Array(5000).fill(9);

  test('fetches a blob once, however often it is asked for', async () => {
    const { fetched, fetchBlob } = serverOf(network);
    const cache = new BlobCache(folder, 1e9, fetchBlob);
    const first = await cache.file(sha256(network), '.onnx', never);
    expect(await cache.file(sha256(network), '.onnx', never)).toBe(first);
    expect(fetched).toHaveLength(1);
    expect(new Uint8Array(await readFile(first))).toEqual(network);
  });

  test('fetches a blob once for all that want it at the same time, in two workers that share the folder', async () => {
    const { fetched, fetchBlob } = serverOf(network);
    const caches = [new BlobCache(folder, 1e9, fetchBlob), new BlobCache(folder, 1e9, fetchBlob)];
    const wanted = [...caches, ...caches].map((cache) => cache.file(sha256(network), '.onnx', never));
    expect(new Set(await Promise.all(wanted)).size).toBe(1);
    expect(fetched).toHaveLength(1);
    expect(await readdir(folder)).toEqual([`${sha256(network)}.onnx`]);
  });

  test('where one that fetches is stopped, another that waits for it fetches', async () => {
    const { fetchBlob } = serverOf(network);
    const stop = new AbortController();
    const stuck = () =>
      new Promise<never>((_, reject) => stop.signal.addEventListener('abort', () => reject(stop.signal.reason)));
    const first = new BlobCache(folder, 1e9, stuck).file(sha256(network), '.onnx', stop.signal);
    await expect.poll(() => readdir(folder)).toEqual([`${sha256(network)}.onnx.lock`]);
    const second = new BlobCache(folder, 1e9, fetchBlob).file(sha256(network), '.onnx', never);
    stop.abort(new Error('stopped'));
    await expect(first).rejects.toThrow('stopped');
    expect(new Uint8Array(await readFile(await second))).toEqual(network);
  });

  test('takes over from one that died while it fetched', async () => {
    const lock = path.join(folder, `${sha256(network)}.onnx.lock`);
    await writeFile(lock, '');
    await utimes(lock, new Date(0), new Date(0));
    const { fetchBlob } = serverOf(network);
    const file = await new BlobCache(folder, 1e9, fetchBlob).file(sha256(network), '.onnx', never);
    expect(new Uint8Array(await readFile(file))).toEqual(network);
    expect(await readdir(folder)).toEqual([`${sha256(network)}.onnx`]);
  });

  test('one that was taken over while it fetched and the one that took over leave one whole file', async () => {
    const half = network.length / 2;
    let goOn = () => {};
    const slow = async () =>
      new ReadableStream<Uint8Array>({
        async start(controller) {
          controller.enqueue(network.slice(0, half));
          await new Promise<void>((resolve) => {
            goOn = resolve;
          });
          controller.enqueue(network.slice(half));
          controller.close();
        },
      });
    const name = `${sha256(network)}.onnx`;
    const first = new BlobCache(folder, 1e9, slow).file(sha256(network), '.onnx', never);
    await expect.poll(() => readdir(folder)).toContainEqual(expect.stringMatching(/\.part$/));
    await utimes(path.join(folder, `${name}.lock`), new Date(0), new Date(0));
    const second = new BlobCache(folder, 1e9, serverOf(network).fetchBlob).file(sha256(network), '.onnx', never);
    expect(new Uint8Array(await readFile(await second))).toEqual(network);
    goOn();
    expect(new Uint8Array(await readFile(await first))).toEqual(network);
    expect(await readdir(folder)).toEqual([name]);
  });

  test('refuses bytes that are not those of the name, and keeps nothing of them', async () => {
    const wrong = sha256(network);
    const cache = new BlobCache(folder, 1e9, async () => new Blob([images]).stream());
    await expect(cache.file(wrong, '.onnx', never)).rejects.toThrow(`blob ${wrong} arrived with other bytes`);
    expect(await readdir(folder)).toEqual([]);
  });

  test('keeps nothing of fifty transfers that broke off', async () => {
    const broken = async () =>
      new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(network);
          controller.error(new Error('connection reset'));
        },
      });
    const cache = new BlobCache(folder, 1e9, broken);
    const transfers = Array.from({ length: 50 }, (_, index) =>
      cache.file(sha256(network), `.${index}`, never).catch(({ message }) => message),
    );
    expect(new Set(await Promise.all(transfers))).toEqual(new Set(['connection reset']));
    expect(await readdir(folder)).toEqual([]);
  });

  test('forgets what was not used for longest when it holds too much', async () => {
    const { fetched, fetchBlob } = serverOf(network, images);
    const cache = new BlobCache(folder, 5500, fetchBlob);
    const old = await cache.file(sha256(network), '.onnx', never);
    await utimes(old, new Date(0), new Date(0));
    await cache.file(sha256(images), '.passband', never);
    expect(await readdir(folder)).toEqual([`${sha256(images)}.passband`]);
    await cache.file(sha256(network), '.onnx', never);
    expect(fetched).toHaveLength(3);
  });

  test('keeps the file that is asked for even where it alone is over the bound', async () => {
    const { fetchBlob } = serverOf(images);
    const file = await new BlobCache(folder, 10, fetchBlob).file(sha256(images), '.passband', never);
    expect((await readFile(file)).length).toBe(5000);
  });

  test('keeps what was used lately, however little it may hold: a shard needs two files', async () => {
    const { fetchBlob } = serverOf(network, images);
    const cache = new BlobCache(folder, 10, fetchBlob);
    await cache.file(sha256(network), '.onnx', never);
    await cache.file(sha256(images), '.passband', never);
    expect((await readdir(folder)).length).toBe(2);
  });

  test('keeps what another worker begins to use while this one forgets what was not used for long', async () => {
    const [longest, long] = ['longest', 'long'].map((name) => path.join(folder, name));
    for (const [k, file] of [longest!, long!].entries()) {
      await writeFile(file, network);
      await utimes(file, new Date(1000 * k), new Date(1000 * k));
    }
    const { rm: remove } = fs;
    vi.spyOn(fs, 'rm').mockImplementation(async (file, options) => {
      if (file === longest) await utimes(long!, new Date(), new Date());
      await remove(file, options);
    });
    syncBuiltinESMExports();
    const { fetchBlob } = serverOf(images);
    await new BlobCache(folder, 10, fetchBlob).file(sha256(images), '.passband', never);
    expect((await readdir(folder)).sort()).toEqual([`${sha256(images)}.passband`, 'long'].sort());
  });

  test('forgets the transfers that a killed worker left', async () => {
    const left = path.join(folder, `${sha256(network)}.onnx.1.part`);
    await writeFile(left, network);
    await utimes(left, new Date(0), new Date(0));
    const { fetchBlob } = serverOf(images);
    await new BlobCache(folder, 5500, fetchBlob).file(sha256(images), '.passband', never);
    expect(await readdir(folder)).toEqual([`${sha256(images)}.passband`]);
  });

  test('stops fetching when it is told to', async () => {
    const stop = new AbortController();
    const endless = async () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(network);
          stop.abort();
        },
      });
    await expect(new BlobCache(folder, 1e9, endless).file(sha256(network), '.onnx', stop.signal)).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
  });
});
