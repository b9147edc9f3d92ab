import { mkdir, readdir, readlink, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataFolderInUse, DataFolderUnwritable } from './errors.ts';
import { lockFolder, lockPlace } from './folder-lock.ts';
import { useFolders } from './testing/folders.ts';

const folders = useFolders();

describe('the lock of a data folder', () => {
  it('makes the folder, and the folders above it', async () => {
    const folder = join(await folders.empty(), 'a', 'b');
    const unlock = await lockFolder(folder);
    expect(await readlink(join(folder, 'lock.1'))).toMatch(new RegExp(`^lock\\.${process.pid}-`));
    await unlock();
    expect(await readdir(folder)).toEqual(['lock.1']);
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
    expect(lockPlace(folder).folder).toBe('/tmp');
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(DataFolderInUse);
    await unlock();
    await (await lockFolder(folder))();
  });

  it('is not held by what dead holders left, which goes', async () => {
    const folder = await folders.empty();
    await writeFile(join(folder, 'lock.sock'), '');
    await writeFile(join(folder, 'lock.7-cafe.sock'), '');
    await symlink('lock.8-cafe.sock', join(folder, 'lock.4'));
    const unlock = await lockFolder(folder);
    expect(new Set(await readdir(folder))).toEqual(new Set(['lock.5', await readlink(join(folder, 'lock.5'))]));
    await unlock();
  });

  it('is held by whoever listens, though it never answers and who it is can’t be told', async () => {
    const folder = await folders.empty();
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(join(folder, 'lock.sock'), resolve));
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
    expect(await readdir(folder)).toEqual(['blobs', 'lock.1']);
  });
});
