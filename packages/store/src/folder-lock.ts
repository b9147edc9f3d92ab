import { createHash, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdir, open, readdir, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { DataFolderInUse, DataFolderUnwritable, errorCode } from './errors.ts';

/** Longest path of a Unix socket that every system takes (108 bytes with its end on Linux, 104 on macOS). */
const longestSocketPath = 100;

/**
 * Makes a data folder where it is missing and takes it for this process. Its holder listens on a Unix socket of its own: the
 * system drops that when its holder dies, however it dies, and keeps it while the holder is only stopped. Which socket is the
 * holder's a numbered link says. A number is taken by making its link, which one process can; the highest counts, and none is
 * removed before a higher one is there: so two that find a dead holder at the same time can't both take its place.
 * @returns what gives the lock back
 * Throws DataFolderUnwritable, DataFolderInUse.
 */
export async function lockFolder(dataFolder: string): Promise<() => Promise<void>> {
  const folder = await writableFolder(dataFolder);
  const place = lockPlace(folder);
  for (;;) {
    const last = await newest(place);
    if (last !== null && (await answersConnection(last.socket))) throw new DataFolderInUse(folder, last.processId);
    const socket = `${place.prefix}${process.pid}-${randomBytes(4).toString('hex')}.sock`;
    const server = await listen(join(place.folder, socket));
    const number = (last?.number ?? 0) + 1;
    if (await isTaken(place, number, socket)) {
      await removeDead(place, number, socket);
      return () => closed(server);
    }
    await closed(server);
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

/** Where the sockets and links of a folder's lock are, and how their names begin. */
export interface LockPlace {
  folder: string;
  prefix: string;
}

/** In the folder; where that is too long for a socket, by the folder's hash in /tmp, which all processes of a machine share. */
export function lockPlace(folder: string): LockPlace {
  const longest = join(folder, 'lock.4194304-00000000.sock');
  if (Buffer.byteLength(longest) <= longestSocketPath) return { folder, prefix: 'lock.' };
  return { folder: '/tmp', prefix: `passband-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}.` };
}

interface Holder {
  number: number;
  socket: string;
  processId: number | null;
}

/** Who took the highest number, alive or not; null where nobody ever did. */
async function newest({ folder, prefix }: LockPlace): Promise<Holder | null> {
  const number = Math.max(...(await numbers({ folder, prefix })));
  if (number < 0) return null;
  // What an earlier version listened on, under a name without a number.
  if (number === 0) return { number, socket: join(folder, `${prefix}sock`), processId: null };
  const socket = await readlink(join(folder, `${prefix}${number}`)).catch(() => '');
  const processId = Number.parseInt(socket.slice(prefix.length), 10);
  return { number, socket: join(folder, socket), processId: Number.isInteger(processId) ? processId : null };
}

async function numbers({ folder, prefix }: LockPlace): Promise<number[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(prefix));
  return [-1, ...names.map((name) => numberOf(name.slice(prefix.length))).filter((number) => number !== null)];
}

const numberOf = (end: string): number | null => (end === 'sock' ? 0 : /^\d+$/.test(end) ? Number(end) : null);

/** Takes a number for a socket that is listened on. False where another process has this one, or a higher one, by now. */
async function isTaken({ folder, prefix }: LockPlace, number: number, socket: string): Promise<boolean> {
  const link = join(folder, `${prefix}${number}`);
  try {
    await symlink(socket, link);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
  if (Math.max(...(await numbers({ folder, prefix }))) === number) return true;
  await rm(link, { force: true });
  return false;
}

/** Lower numbers, and sockets that nobody listens on. */
async function removeDead({ folder, prefix }: LockPlace, number: number, mine: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix) || name === mine) continue;
    const path = join(folder, name);
    const lower = numberOf(name.slice(prefix.length));
    const isDead = lower === null ? name.endsWith('.sock') && !(await answersConnection(path)) : lower < number;
    if (isDead) await rm(path, { force: true });
  }
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
      resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT' && code !== 'ENOTSOCK');
    });
  });
}

function listen(socket: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', reject);
    server.listen(socket, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** The system removes the socket of a server that closes. */
const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
