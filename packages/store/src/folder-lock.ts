import { createHash } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { mkdir, open, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { DataFolderInUse, DataFolderUnwritable, errorCode } from './errors.ts';

/** Longest path of a Unix socket that every system takes (108 bytes with its end on Linux, 104 on macOS). */
const longestSocketPath = 100;

/**
 * Makes a data folder where it is missing and takes it for this process. The lock is a Unix socket in the folder that is
 * listened on: the system drops it when its holder dies, however it dies, and keeps it while the holder is only stopped.
 * Beside it stands a file with the holder's process id, for the message.
 * @returns what gives the lock back
 * Throws DataFolderUnwritable, DataFolderInUse.
 */
export async function lockFolder(dataFolder: string): Promise<() => Promise<void>> {
  const folder = await writableFolder(dataFolder);
  const socket = socketPath(folder);
  const processFile = join(folder, 'lock.pid');
  for (;;) {
    if (await isHeld(socket)) throw new DataFolderInUse(folder, await holder(processFile));
    const server = await listen(socket);
    if (server === null) continue;
    await writeFile(`${processFile}.new`, `${process.pid}\n`);
    await rename(`${processFile}.new`, processFile);
    return async () => {
      await rm(processFile, { force: true });
      await new Promise<void>((resolve) => server.close(() => resolve()));
    };
  }
}

async function writableFolder(dataFolder: string): Promise<string> {
  try {
    await makeFolder(resolve(dataFolder));
    const folder = await realpath(dataFolder);
    const probe = join(folder, `.writable-${process.pid}`);
    await (await open(probe, 'w')).close();
    await rm(probe);
    return folder;
  } catch (error) {
    throw new DataFolderUnwritable(dataFolder, errorCode(error) ?? String(error));
  }
}

/** mkdir's own `recursive` never ends where a folder is there that takes none, like /proc. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST' && isFolder(folder)) return;
    const parent = dirname(folder);
    if (code !== 'ENOENT' || parent === folder || isFolder(parent)) throw error;
    await makeFolder(parent);
    await mkdir(folder);
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** In the folder; where that is too long for a socket, by the folder's hash in /tmp, which all processes of a machine share. */
export function socketPath(folder: string): string {
  const inside = join(folder, 'lock.sock');
  if (Buffer.byteLength(inside) <= longestSocketPath) return inside;
  return `/tmp/passband-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}.sock`;
}

/** Whether somebody listens. A socket file that nobody listens on any more is removed. */
async function isHeld(socket: string): Promise<boolean> {
  const before = identity(socket);
  if (before === null) return false;
  const answers = await answersConnection(socket);
  if (answers) return true;
  // A second opener may have put a new socket here since; nothing runs between this look and the removal.
  if (identity(socket) === before) rmSync(socket, { force: true });
  return false;
}

function identity(socket: string): string | null {
  const found = statSync(socket, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.ino}:${found.ctimeNs}`;
}

/** Only a refusal says that nobody listens: a full backlog, for one, means that its holder is stopped. */
function answersConnection(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', (error) => {
      const code = errorCode(error);
      resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT');
    });
  });
}

/** Null where another process was faster. */
function listen(socket: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', (error) => {
      if (errorCode(error) === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(socket, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** The holder writes its file right after it listens; a reader that comes in between waits for it a little. */
async function holder(processFile: string): Promise<number | null> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const text = await readFile(processFile, 'utf8').catch(() => '');
    const processId = Number.parseInt(text, 10);
    if (Number.isInteger(processId)) return processId;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return null;
}
