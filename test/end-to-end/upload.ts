import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Passband } from './passband.ts';

/** A file sent to the server; the upload's id. */
export async function uploadedFile(passband: Pick<Passband, 'url' | 'query'>, file: string): Promise<string> {
  const { size } = await stat(file);
  const { createUpload } = await passband.query<{
    createUpload: { upload: { id: string; url: string }; userErrors: { message: string }[] };
  }>(
    'mutation ($input: CreateUploadInput!) { createUpload(input: $input) { upload { id url } userErrors { message } } }',
    { input: { fileName: path.basename(file), sizeBytes: size } },
  );
  const response = await fetch(new URL(createUpload.upload.url, passband.url), {
    method: 'PUT',
    body: await readFile(file),
  });
  if (response.status !== 204) throw new Error(`PUT answered ${response.status}: ${await response.text()}`);
  return createUpload.upload.id;
}
