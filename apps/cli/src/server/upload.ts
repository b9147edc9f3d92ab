import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { InputError } from '../errors.ts';
import { fileFingerprint } from '../fingerprint.ts';
import { progressOf } from '../progress.ts';
import type { Connection } from './connection.ts';
import { createUpload } from './operations.ts';
import { throwIfRefused } from './refused.ts';

/** Sends a file, which the server refuses where other bytes arrive; the upload's id. Throws InputError for a folder. */
export async function uploadedFile(connection: Connection, file: string): Promise<string> {
  const { size: sizeBytes } = await sizeOf(file);
  const sha256 = await fileFingerprint(file);
  const { upload, userErrors } = await connection.ask(createUpload, {
    input: { fileName: basename(file), sizeBytes, sha256 },
  });
  throwIfRefused(userErrors);
  if (!upload) throw new InputError(`${file} was not taken, and ${connection.server} did not say why`);
  await sendBytes(connection, upload.url, file, sizeBytes);
  return upload.id;
}

async function sizeOf(file: string): Promise<{ size: number }> {
  const there = await stat(file);
  if (!there.isDirectory()) return there;
  throw new InputError(
    `a server takes one file; ${file} is a folder: pack what is in it (tar -czf ${basename(file)}.tar.gz -C ${file} .)`,
  );
}

async function sendBytes(connection: Connection, url: string, file: string, sizeBytes: number): Promise<void> {
  const progress = progressOf(sizeBytes, 'bytes');
  let sent = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, next) {
      sent += chunk.length;
      progress.at(sent);
      next(null, chunk);
    },
  });
  const bytes = createReadStream(file).on('error', (error) => counted.destroy(error));
  try {
    await connection.send(url, {
      ...{ method: 'PUT', duplex: 'half', body: Readable.toWeb(bytes.pipe(counted)) },
      headers: { 'content-type': 'application/octet-stream', 'content-length': String(sizeBytes) },
    });
  } finally {
    bytes.destroy();
    progress.stop();
  }
}
