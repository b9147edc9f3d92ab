import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { npy, zip } from '../../packages/datasets/fixtures/made-files.ts';
import { bundled } from '../../packages/store/src/testing/bundled.ts';
import { copyFreshPglite } from '../../packages/store/src/testing/pglite-template.ts';
import { startPostgres } from '../../packages/store/src/testing/postgres-server.ts';
import { temporaryFolder, until } from '../end-to-end/passband.ts';
import { done, uploaded } from './api.ts';
import { isLong, printed } from './figure.ts';
import { absent, Ledger } from './ledger.ts';
import { Looking, orphanFiles } from './looking.ts';
import { ServerProgram } from './server-program.ts';
import { noDiskReason, SmallDisk } from './small-disk.ts';
import { modelText } from './writers.ts';

/** 20 MB of images in an archive of a few kilobytes. */
const zippedImages = zip([
  { name: 'images.npy', data: npy('|u1', '(20000, 32, 32)', Buffer.alloc(20_480_000, 'ab')), deflate: true },
  { name: 'labels.npy', data: npy('|u1', '(20000,)', Buffer.alloc(20_000, '\x00\x01')), deflate: true },
]);

const reason = noDiskReason();
if (reason !== null) console.warn(`a full disk is not tried: ${reason}`);
/** Kept free for the embedded database's log (packages/store/src/pglite-dialect.ts). */
const logRoomBytes = 4 * 2 ** 24;
const full = "there must be room on the server's disk; it is full";

describe.skipIf(reason !== null)('a disk that is full', () => {
  let data: Awaited<ReturnType<typeof temporaryFolder>>;
  let disk: SmallDisk;
  beforeAll(async () => {
    data = await temporaryFolder();
  });
  beforeEach(async () => {
    disk = await SmallDisk.mount(path.join(data.folder, 'disk'), 160);
  });
  afterEach(() => disk.unmount());
  afterAll(() => data.remove());

  async function pgliteFolder(): Promise<string> {
    const folder = path.join(disk.folder, 'data');
    await mkdir(path.join(folder, 'database'), { recursive: true });
    await copyFreshPglite(path.join(folder, 'database'));
    return folder;
  }

  /** Rows of models until one is refused: what it was refused with. */
  async function inserted(url: string, ledger: Ledger): Promise<string> {
    const tags = Array.from({ length: 50 }, (_, k) => `${k + 10}=${'v'.repeat(150)}`);
    for (let k = 0; k < 2_000; k += 1) {
      const name = `model ${k}`;
      const input = { name, tags: tags.map((tag) => ({ key: tag.slice(0, 2), value: tag.slice(3) })) };
      try {
        await ledger.write(name, modelText({ sha256: null, tags, metrics: [] }), () =>
          done(url, 'registerModel', input, 'model { id }'),
        );
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    }
    return 'nothing was refused';
  }

  it('refuses what does not fit, in words; keeps what it acknowledged, and goes on once there is room', async () => {
    const dataFolder = await pgliteFolder();
    const { server } = await ServerProgram.start({ dataFolder });
    const { url } = server;
    const refusals: string[] = [];
    const refused = async (work: () => Promise<unknown>): Promise<void> => {
      refusals.push(await work().then(() => 'it fitted', String));
    };
    // In the middle of an upload.
    await disk.fill(logRoomBytes + 4e6);
    await refused(() => uploaded(url, 'net.onnx', randomBytes(80e6)));
    // The upload fits, its images do not.
    await disk.free();
    const upload = await uploaded(url, 'images.npz', zippedImages);
    await disk.fill(1e6);
    await refused(() => done(url, 'registerDataset', { name: 'images', upload }, 'dataset { id }'));
    // Rows.
    const ledger = new Ledger();
    await disk.fill(logRoomBytes + 1e6);
    refusals.push(await inserted(url, ledger));
    expect(refusals.filter((message) => !message.includes(full))).toEqual([]);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);

    await disk.free();
    const wrong = await new Looking(url, new Map()).wrong(ledger, 'all');
    await done(url, 'registerDataset', { name: 'images', upload }, 'dataset { id }');
    await done(url, 'registerModel', { name: 'after' }, 'model { id }');
    const orphans = await orphanFiles(url, dataFolder);
    await server.stop('SIGTERM');
    expect(server.said).toMatch(/no space left on device/i);
    const again = await ServerProgram.start({ dataFolder });
    wrong.push(...(await new Looking(again.server.url, new Map()).wrong(ledger, 'all')));
    await again.server.stop('SIGTERM');
    printed({
      name: 'disk full during an upload, the preparation of a dataset and inserts: acknowledged lost, files without a row',
      ...{ value: wrong.length + orphans.length, unit: 'writes and files', goal: '0' },
      ...{ holds: wrong.length + orphans.length === 0, times: refusals.length, acknowledged: ledger.acknowledgements },
    });
    expect({ wrong, orphans }).toEqual({ wrong: [], orphans: [] });
    expect(ledger.valueOf('model 0')).not.toBe(absent);
  });

  it('under the log of the embedded database refuses writes before the log is hurt, and takes them once there is room', async () => {
    const folder = path.join(await pgliteFolder(), 'database');
    const program = await bundled(new URL('../../packages/store/src/testing/log-writer.ts', import.meta.url));
    const started = () => {
      const child = spawn(process.execPath, ['--liftoff-only', program, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const lines: string[] = [];
      createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
      const killed = async (): Promise<void> => {
        child.kill('SIGKILL');
        await once(child, 'close');
      };
      return { lines, killed };
    };
    const isNumber = (line: string): boolean => /^\d+$/.test(line);
    const first = started();
    await until('writes', async () => first.lines.length > 3 || null);
    await disk.fill(0);
    await until('a refusal', async () => first.lines.some((line) => !isNumber(line)) || null);
    expect(first.lines.find((line) => !isNumber(line))).toBe(
      `DiskFull: there must be room on the disk for what is stored; ${folder} is full`,
    );
    await disk.free();
    const refusedAt = first.lines.length;
    await until('writes again', async () => first.lines.slice(refusedAt).some(isNumber) || null);
    await first.killed();
    const again = started();
    await until('the folder opens again', async () => again.lines.length > 0 || null);
    await again.killed();
    await rm(path.dirname(program), { recursive: true });
    const acknowledged = Math.max(...first.lines.filter(isNumber).map(Number));
    expect(Number(again.lines[0])).toBeGreaterThanOrEqual(acknowledged);
  });

  it('under the files, with PostgreSQL elsewhere, refuses files in words and takes rows; goes on once there is room', async ({
    skip,
  }) => {
    const postgres = await startPostgres().catch(String);
    if (typeof postgres === 'string') return skip(postgres);
    const place = { dataFolder: path.join(disk.folder, 'data'), databaseUrl: await postgres.createDatabase() };
    const { server } = await ServerProgram.start(place);
    const { url } = server;
    const ledger = new Ledger();
    const register = (name: string) =>
      ledger.write(name, modelText({ sha256: null, tags: [], metrics: [] }), () =>
        done(url, 'registerModel', { name }, 'model { id }'),
      );
    const upload = await uploaded(url, 'images.npz', zippedImages);
    const large = await uploaded(url, 'large', randomBytes(60e6));
    const refusals: string[] = [];
    const refused = async (work: () => Promise<unknown>): Promise<void> => {
      refusals.push(await work().then(() => 'it fitted', String));
    };
    await disk.fill(1e6);
    await refused(() => uploaded(url, 'net.onnx', randomBytes(20e6)));
    await refused(() => done(url, 'registerDataset', { name: 'images', upload }, 'dataset { id }'));
    // Rows are elsewhere.
    await register('model 0');
    await disk.fill(0);
    await register('model 1');
    expect(refusals.filter((message) => !message.includes(full))).toEqual([]);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);

    await disk.free();
    const wrong = await new Looking(url, new Map()).wrong(ledger, 'all');
    await done(url, 'registerDataset', { name: 'images', upload }, 'dataset { id }');
    const orphans = await orphanFiles(url, place.dataFolder);
    await server.stop('SIGTERM');

    // Another server of this database, to whose folder what the first one keeps does not fit.
    const small = { ...place, dataFolder: path.join(disk.folder, 'other') };
    await rm(place.dataFolder, { recursive: true });
    const other = (await ServerProgram.start(small)).server;
    await disk.fill(1e6);
    await refused(() => done(other.url, 'registerModel', { name: 'large', upload: large }, 'model { id }'));
    expect(refusals.at(-1)).toContain(full);
    await disk.free();
    // It is no model, which is found once it is there.
    await expect(done(other.url, 'registerModel', { name: 'large', upload: large }, 'model { id }')).rejects.toThrow(
      /large/,
    );
    orphans.push(...(await orphanFiles(other.url, small.dataFolder)));
    await other.stop('SIGTERM');
    await postgres.stop();
    printed({
      name: 'disk full under the files, PostgreSQL elsewhere: acknowledged lost, files without a row',
      ...{ value: wrong.length + orphans.length, unit: 'writes and files', goal: '0' },
      ...{ holds: wrong.length + orphans.length === 0, times: refusals.length, acknowledged: ledger.acknowledgements },
    });
    expect({ wrong, orphans }).toEqual({ wrong: [], orphans: [] });
  });

  // Each makes a database, twice: the whole suite has no time for that.
  it.runIf(isLong)('at the first start ends it in words, and the next one with room starts', async () => {
    const leftBytes = [0, 1e6, 5e6, 10e6, 20e6, 40e6, 60e6, 80e6];
    for (const left of leftBytes) {
      const dataFolder = path.join(disk.folder, `data-${left}`);
      await disk.fill(left);
      const first = new ServerProgram({ dataFolder });
      const said = await first.ended();
      expect({ left, code: first.child.exitCode, said }).toMatchObject({
        code: 1,
        said: expect.stringMatching(/^passband server: there must be room on the disk .* is full\n$/),
      });
      await disk.free();
      const { server } = await ServerProgram.start({ dataFolder });
      await done(server.url, 'registerModel', { name: 'after' }, 'model { id }');
      await server.stop('SIGTERM');
      await rm(dataFolder, { recursive: true });
    }
    printed({
      ...{ name: 'disk full at the first start: folders that do not open with room', value: 0, unit: 'folders' },
      ...{ goal: '0', holds: true, times: leftBytes.length },
    });
  });
});
