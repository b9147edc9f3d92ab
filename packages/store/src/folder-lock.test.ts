import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataFolderInUse, DataFolderUnwritable } from './errors.ts';
import { lockFolder, socketPath } from './folder-lock.ts';
import { useFolders } from './testing/folders.ts';

const folders = useFolders();

describe('the lock of a data folder', () => {
  it('makes the folder, and the folders above it', async () => {
    const folder = join(await folders.empty(), 'a', 'b');
    const unlock = await lockFolder(folder);
    expect(await readFile(join(folder, 'lock.pid'), 'utf8')).toBe(`${process.pid}\n`);
    await unlock();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is held once, and free after it was given back', async () => {
    const folder = await folders.empty();
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(DataFolderInUse);
    await expect(lockFolder(folder)).rejects.toThrow(`in use by process ${process.pid}`);
    await unlock();
    await (await lockFolder(folder))();
  });

  it('is the same by every path to the folder', async () => {
    const parent = await folders.empty();
    const folder = join(parent, 'real');
    const unlock = await lockFolder(folder);
    await symlink(folder, join(parent, 'link'));
    await expect(lockFolder(join(parent, 'link'))).rejects.toThrow(DataFolderInUse);
    await expect(lockFolder(`${parent}/./real/../real/`)).rejects.toThrow(DataFolderInUse);
    await unlock();
  });

  it('goes to one of many that want it at once', async () => {
    const folder = await folders.empty();
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder)));
    const held = results.filter((result) => result.status === 'fulfilled');
    expect(held).toHaveLength(1);
    for (const result of held) await result.value();
  });

  it('holds where the path is longer than a socket’s may be', async () => {
    const folder = join(await folders.empty(), 'x'.repeat(120));
    expect(socketPath(folder).length).toBeLessThan(100);
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(DataFolderInUse);
    await unlock();
    await (await lockFolder(folder))();
  });

  it('is not held by what a dead holder left', async () => {
    const folder = await folders.empty();
    await writeFile(join(folder, 'lock.pid'), '1\n');
    await writeFile(join(folder, 'lock.sock'), '');
    await (await lockFolder(folder))();
  });

  it('is held by whoever listens, though it never answers and its number is missing', async () => {
    const folder = await folders.empty();
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(socketPath(folder), resolve));
    await expect(lockFolder(folder)).rejects.toThrow('in use by another process');
    await new Promise((resolve) => silent.close(resolve));
  });

  it('says which path can’t be written to, and why', async () => {
    const file = join(await folders.empty(), 'file');
    await writeFile(file, '');
    await expect(lockFolder(file)).rejects.toThrow(DataFolderUnwritable);
    await expect(lockFolder(file)).rejects.toThrow(`${file} is not (EEXIST)`);
    await expect(lockFolder(join(file, 'below'))).rejects.toThrow(/ENOTDIR/);
    await expect(lockFolder('/proc/passband')).rejects.toThrow(/\/proc\/passband is not \((ENOENT|EACCES)\)/);
  });

  it('leaves other files in the folder alone', async () => {
    const folder = await folders.empty();
    await mkdir(join(folder, 'blobs'));
    await (await lockFolder(folder))();
    expect(await readdir(folder)).toEqual(['blobs']);
  });
});
