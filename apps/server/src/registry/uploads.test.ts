import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.ts';
import { createUpload, put as putTo, uploaded } from '../testing/uploading.ts';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.remove());

const create = (input: Record<string, unknown>) => createUpload(server, input);
const put = (url: string, body: Uint8Array | string) => putTo(server, url, body);

describe('uploads', () => {
  it('take the bytes that were said, once', async () => {
    const made = (
      await create({ fileName: 'a', sizeBytes: 5, sha256: createHash('sha256').update('hello').digest('hex') })
    ).upload;
    expect(Date.parse(made.expiresAt)).toBeGreaterThan(Date.now());
    expect((await put(made.url, 'hello')).status).toBe(204);
    const again = await put(made.url, 'hello');
    expect(again.status).toBe(409);
  });
  it('refuse another size and another sha256, and take the right bytes after that', async () => {
    const made = (
      await create({ fileName: 'a', sizeBytes: 5, sha256: createHash('sha256').update('right').digest('hex') })
    ).upload;
    const short = await put(made.url, 'shor');
    expect(short.status).toBe(400);
    expect(await short.json()).toEqual({ error: 'the body must have the 5 bytes that were said; got 4' });
    const other = await put(made.url, 'wrong');
    expect(other.status).toBe(400);
    expect(await other.json()).toEqual({ error: expect.stringContaining('sha256') });
    expect((await put(made.url, 'right')).status).toBe(204);
  });
  it('that are cut off leave nothing behind, and can be sent again', async () => {
    const made = (await create({ fileName: 'a', sizeBytes: 100_000 })).upload;
    const sent = request(server.url + made.url, { method: 'PUT', headers: { 'content-length': 100_000 } });
    sent.on('error', () => {});
    sent.write('x'.repeat(50_000));
    await expect.poll(() => readdir(server.store.blobs.workFolder)).toHaveLength(1);
    sent.destroy();
    await expect.poll(() => readdir(server.store.blobs.workFolder)).toEqual([]);
    expect((await put(made.url, 'x'.repeat(100_000))).status).toBe(204);
    expect(server.logged).toEqual([]);
  });
  it('that were broken off by a server that was killed can be sent to the next one', async () => {
    const first = await TestServer.start();
    const { upload: made } = await createUpload(first, { fileName: 'a', sizeBytes: 100_000 });
    const sent = request(first.url + made.url, { method: 'PUT', headers: { 'content-length': 100_000 } });
    const broken = new Promise((resolve) => sent.on('error', resolve));
    await new Promise<void>((resolve) => sent.write('x'.repeat(50_000), () => resolve()));
    await expect.poll(() => readdir(first.store.blobs.workFolder)).toHaveLength(1);
    // As a killed process leaves it: bytes that came, and no row that knows them.
    await writeFile(path.join(first.store.blobs.workFolder, 'half.blob'), 'x'.repeat(50_000));
    await first.stop();
    await broken;
    const second = await first.next();
    expect(await readdir(second.store.blobs.workFolder)).toEqual([]);
    const again = await fetch(second.url + made.url, { method: 'PUT', body: 'x'.repeat(100_000) });
    expect(again.status).toBe(204);
    await second.remove();
  });
  it('that expired are refused, and said to have', async () => {
    const expiresAt = new Date(Date.now() - 1_000);
    const { id } = await server.store.uploads.create({ fileName: 'a', sizeBytes: 5, sha256: null, expiresAt });
    const late = await put(`/uploads/upload-${id}`, 'hello');
    expect(late.status).toBe(410);
    expect(await late.json()).toEqual({ error: expect.stringContaining('must be sent before it expires') });
  });
  it('of more bytes than the configuration has are not made, and the rule is said', async () => {
    expect((await create({ fileName: 'a', sizeBytes: 1e9 })).userErrors).toEqual([]);
    const message = 'sizeBytes must be at most 1000000000 (PASSBAND_UPLOAD_MAXIMUM_BYTES); got 1000000001';
    expect(await create({ fileName: 'a', sizeBytes: 1e9 + 1 })).toEqual({
      upload: null,
      userErrors: [{ field: ['input', 'sizeBytes'], message, code: 'TOO_LARGE' }],
    });
  });
  it('without a length are refused with 411', async () => {
    const made = (await create({ fileName: 'a', sizeBytes: 5 })).upload;
    const status = await new Promise((resolve, reject) => {
      const sent = request(
        server.url + made.url,
        { method: 'PUT', headers: { 'transfer-encoding': 'chunked' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      sent.on('error', reject);
      sent.end('hello');
    });
    expect(status).toBe(411);
  });
  it.each(['/uploads/x', '/uploads/upload-00000000-0000-7000-8000-000000000000', '/uploads/model-1'])(
    'at %s are not there',
    async (url) => {
      expect((await put(url, 'x')).status).toBe(404);
    },
  );
  it.each([
    ['no name', { fileName: '', sizeBytes: 1 }, 'fileName', 'fileName must have 1 to 255 characters; got 0'],
    [
      'a name of 256',
      { fileName: 'a'.repeat(256), sizeBytes: 1 },
      'fileName',
      'fileName must have 1 to 255 characters; got 256',
    ],
    ['no bytes', { fileName: 'a', sizeBytes: 0 }, 'sizeBytes', 'sizeBytes must be a whole number from 1; got 0'],
    ['half a byte', { fileName: 'a', sizeBytes: 1.5 }, 'sizeBytes', 'sizeBytes must be a whole number from 1; got 1.5'],
  ])('of %s are not made', async (_, input, field, message) => {
    const userErrors = [{ field: ['input', field], message, code: 'INVALID' }];
    expect(await create(input)).toEqual({ upload: null, userErrors });
  });
  it('come back as blobs by their sha256, to the byte', async () => {
    await uploaded(server, 'the bytes of a blob', 'net.onnx');
    const sha256 = createHash('sha256').update('the bytes of a blob').digest('hex');
    const blob = await fetch(`${server.url}/blobs/${sha256}`);
    expect(await blob.text()).toBe('the bytes of a blob');
    // Nothing that a page could run, and nothing that changes.
    expect(Object.fromEntries(blob.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    expect((await fetch(`${server.url}/blobs/${'0'.repeat(64)}`)).status).toBe(404);
    expect((await fetch(`${server.url}/blobs/..%2f..%2fpackage.json`)).status).toBe(404);
  });
});
