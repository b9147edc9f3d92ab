import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { brokenOff, Connection, type ServerOptions } from './connection.ts';

/** The archive that a server makes of all it keeps, into a new file that its owner alone may read. */
export async function downloadArchive(server: ServerOptions, file: string, signal: AbortSignal): Promise<void> {
  const connection = new Connection(server, signal);
  const { body } = await connection.send('/export/backup');
  // A stream that breaks off before it is read says so when it is.
  const bytes: AsyncIterable<Uint8Array> = body ?? Readable.from([]);
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of bytes) await handle.writeFile(chunk);
    await handle.sync();
  } catch (error) {
    throw brokenOff(connection.server, error);
  } finally {
    await handle.close();
  }
}
