import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpServer } from '../testing/http-server.ts';
import { typed } from '../testing/passband.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'passband-register-'));
  await writeFile(path.join(folder, 'file'), 'bytes');
});
afterAll(() => rm(folder, { recursive: true }));

/** Takes the file, and answers as if it had made this of it. */
async function registering(kind: 'model' | 'dataset', made: Record<string, unknown>) {
  const server = await httpServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    const upload = { upload: { id: 'upload-1', url: '/uploads/upload-1' }, userErrors: [] };
    const done = body.includes('createUpload') ? upload : { [kind]: made, userErrors: [] };
    response.end(JSON.stringify({ data: { done } }));
  });
  const args = ['register', kind, path.join(folder, 'file'), '--name', 'it', '--server', `${server}/`];
  return { server, ...(await typed(args)) };
}

test('a registered model’s id stands alone on stdout, what it is and where its page is on stderr', async () => {
  const made = { id: 'model-1', name: 'it', format: 'ONNX', parameterCount: 24_394, classCount: 10 };
  const { server, ...ended } = await registering('model', made);
  expect(ended).toMatchObject({
    code: 0,
    stdout: 'model-1\n',
    stderr: `registered it (ONNX, 24,394 parameters, 10 classes): ${server}/models/model-1\n`,
  });
});

test('a registered dataset’s likewise, and what is not known is left out of a model’s', async () => {
  const made = {
    id: 'dataset-1',
    name: 'it',
    imageCount: 3000,
    imageShape: [28, 28, 1],
    classes: [{ name: 'bag' }, { name: 'boot' }],
  };
  const { server, ...ended } = await registering('dataset', made);
  expect(ended).toMatchObject({
    code: 0,
    stdout: 'dataset-1\n',
    stderr: `registered it (3,000 images of 28 × 28 × 1, 2 classes): ${server}/datasets/dataset-1\n`,
  });
  const unknown = { id: 'model-1', name: 'it', format: 'TFJS_GRAPH', parameterCount: null, classCount: null };
  const model = await registering('model', unknown);
  expect(model.stderr).toBe(`registered it (TFJS_GRAPH): ${model.server}/models/model-1\n`);
});

test('one is said in the singular', async () => {
  const made = { id: 'dataset-1', name: 'it', imageCount: 1, imageShape: [8, 8, 1], classes: [{ name: 'bag' }] };
  const { server, stderr } = await registering('dataset', made);
  expect(stderr).toBe(`registered it (1 image of 8 × 8 × 1, 1 class): ${server}/datasets/dataset-1\n`);
});
