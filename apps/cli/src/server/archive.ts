import { open } from 'node:fs/promises';
import { Connection, type ServerOptions } from './connection.ts';

/** The archive that a server makes of all it keeps, into a new file that its owner alone may read. */
export async function downloadArchive(server: ServerOptions, file: string, signal: AbortSignal): Promise<void> {
  const connection = new Connection(server, signal);
  const bytes = await connection.bytes('/export/backup');
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of bytes) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
