import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Passband } from './passband.ts';

/** Who is asked, and with what headers bytes are sent. */
export type Asked = Pick<Passband, 'url' | 'query'> & { headers?: Record<string, string> };

/** A file sent to the server; the upload's id. */
export async function uploadedFile(passband: Asked, file: string): Promise<string> {
  const { size } = await stat(file);
  const { createUpload } = await passband.query<{
    createUpload: { upload: { id: string; url: string }; userErrors: { message: string }[] };
  }>(
    'mutation ($input: CreateUploadInput!) { createUpload(input: $input) { upload { id url } userErrors { message } } }',
    { input: { fileName: path.basename(file), sizeBytes: size } },
  );
  const response = await fetch(new URL(createUpload.upload.url, passband.url), {
    method: 'PUT',
    ...(passband.headers && { headers: passband.headers }),
    body: await readFile(file),
  });
  if (response.status !== 204) throw new Error(`PUT answered ${response.status}: ${await response.text()}`);
  return createUpload.upload.id;
}
