import { expect } from 'vitest';
import type { TestServer } from './test-server.ts';

const CREATE =
  'mutation ($input: CreateUploadInput!) { createUpload(input: $input) { upload { id url expiresAt } userErrors { field message code } } }';

/** Says what will come: the upload, or why there is none. */
export async function createUpload(server: TestServer, input: Record<string, unknown>) {
  return (await server.graphql(CREATE, { input })).data.createUpload;
}

/** Sends the bytes of an upload to its address. */
export function put(server: TestServer, url: string, body: Uint8Array | string): Promise<Response> {
  return fetch(server.url + url, { method: 'PUT', body });
}

/** The id of an upload that has its bytes. */
export async function uploaded(server: TestServer, bytes: Uint8Array | string, fileName: string): Promise<string> {
  const made = (await createUpload(server, { fileName, sizeBytes: bytes.length })).upload;
  expect((await put(server, made.url, bytes)).status).toBe(204);
  return made.id;
}
