import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readDemo } from '@passband/demo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.ts';
import { createUpload, uploaded } from '../testing/uploading.ts';
import { inspectWith } from './inspect-model.ts';

let server: TestServer;
let folder: string;

/** Stands for the program that reads models: what it answers is in the file. */
const INSPECT = `import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
const text = readFileSync(process.argv[2], 'utf8');
if (text.startsWith('unpack')) {
  mkdtempSync(os.tmpdir() + '/passband-model-');
  writeFileSync(process.argv[2] + '.folder', os.tmpdir());
}
if (text.endsWith('hang')) setInterval(() => {}, 1000);
else if (text.endsWith('crash')) process.abort();
else if (text === 'path') process.stdout.write(JSON.stringify({ error: process.argv[2] + ' is not a model' }) + '\\n');
else if (text === 'environment') process.stdout.write(JSON.stringify({ error: Object.keys(process.env).join() }) + '\\n');
else if (text === 'unpacked') {
  const unpacked = os.tmpdir() + '/passband-model-x1/';
  process.stdout.write(JSON.stringify({ error: unpacked + 'model.json must be whole; it names ' + unpacked + 'w.bin' }));
} else if (text === 'unpack') process.stdout.write('{"error":"no"}');
else process.stdout.write(text);
`;
const FACTS = JSON.stringify({
  facts: { format: 'ONNX', inputShape: [1, null, 28], inputLayout: 'NCHW', classCount: 10, parameterCount: 1234 },
});

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'passband-inspect-'));
  await writeFile(path.join(folder, 'inspect.mjs'), INSPECT);
  server = await TestServer.start({ inspectProgram: path.join(folder, 'inspect.mjs') });
});
afterAll(async () => {
  await server.remove();
  await rm(folder, { recursive: true });
});

const MODEL =
  'mutation ($input: RegisterModelInput!) { registerModel(input: $input) { model { id name format inputShape classCount parameterCount sha256 sizeBytes inputScale inputMean tags { key value } } userErrors { field message code } } }';
const DATASET =
  'mutation ($input: RegisterDatasetInput!) { registerDataset(input: $input) { dataset { id name imageCount imageShape mean std sha256 } userErrors { field message code } } }';

const create = (input: Record<string, unknown>) => createUpload(server, input);
const upload = (bytes: Uint8Array | string, fileName = 'net.onnx') => uploaded(server, bytes, fileName);
const register = async (input: Record<string, unknown>) => (await server.graphql(MODEL, { input })).data.registerModel;
const registerData = async (input: Record<string, unknown>) =>
  (await server.graphql(DATASET, { input })).data.registerDataset;

describe('registering a model', () => {
  it('keeps the facts of its file, its tags in order, and what it is fed', async () => {
    const { model, userErrors } = await register({
      name: ' net ',
      upload: await upload(FACTS),
      inputMean: [0.5],
      tags: [
        { key: 'b', value: '2' },
        { key: 'a', value: '1' },
      ],
    });
    expect(userErrors).toEqual([]);
    expect(model).toMatchObject({
      name: 'net',
      format: 'ONNX',
      inputShape: [1, -1, 28],
      classCount: 10,
      parameterCount: 1234,
      sizeBytes: FACTS.length,
      inputMean: [0.5],
      inputScale: 'UNIT',
    });
    expect(model.tags).toEqual([
      { key: 'b', value: '2' },
      { key: 'a', value: '1' },
    ]);
  });
  it('without a file makes an EXTERNAL one', async () => {
    const { model } = await register({ name: 'external', inputScale: null, tags: null });
    expect(model).toMatchObject({ format: 'EXTERNAL', sha256: null, inputShape: null, inputScale: 'UNIT', tags: [] });
  });
  it('of a name that is taken is a CONFLICT', async () => {
    await register({ name: 'taken' });
    expect(await register({ name: 'taken' })).toMatchObject({
      model: null,
      userErrors: [
        { field: ['input', 'name'], code: 'CONFLICT', message: `a model's name must be unique; "taken" is taken` },
      ],
    });
  });
  it('two at once of one name makes one', async () => {
    const both = await Promise.all([register({ name: 'race' }), register({ name: 'race' })]);
    expect(both.filter((one) => one.model !== null)).toHaveLength(1);
    expect(both.flatMap((one) => one.userErrors).map((error) => error.code)).toEqual(['CONFLICT']);
  });
  it.each([
    ['crash', /ended with SIGABRT|not a model that can be read/],
    ['{"error":"the file is cut off"}', /^the file is cut off$/],
    ['path', /^net\.onnx is not a model$/],
  ])('of a file %o says why, and registers nothing', async (bytes, message) => {
    const { model, userErrors } = await register({ name: 'refused', upload: await upload(bytes) });
    expect(model).toBeNull();
    expect(userErrors[0]).toMatchObject({
      field: ['input', 'upload'],
      code: 'INVALID',
      message: expect.stringMatching(message),
    });
    expect(await server.store.models.byName('refused')).toBeNull();
  });
  it('hands the reading program nothing of the environment', async () => {
    const { userErrors } = await register({ name: 'environment', upload: await upload('environment') });
    expect(userErrors[0].message.split(',').filter((name: string) => name !== '__CF_USER_TEXT_ENCODING')).toEqual([
      'PATH',
      'TMPDIR',
      'TMP',
      'TEMP',
    ]);
  });
  it.each([['unpack'], ['unpack and crash'], ['unpack and hang']])(
    'leaves nothing of a reading program that is to %s',
    async (bytes) => {
      const file = path.join(folder, 'unpacking');
      await writeFile(file, bytes);
      const { signal } = new AbortController();
      const read = await inspectWith(path.join(folder, 'inspect.mjs'), signal, 3000)(file);
      expect(read).toHaveProperty('error');
      const own = await readFile(`${file}.folder`, 'utf8');
      expect(own).toMatch(/passband-inspection-/);
      expect(existsSync(own)).toBe(false);
    },
  );
  it('tells of what a reading program unpacked as being in the file that was sent', async () => {
    const { userErrors } = await register({ name: 'unpacked', upload: await upload('unpacked', 'net.zip') });
    expect(userErrors[0].message).toBe('net.zip/model.json must be whole; it names net.zip/w.bin');
  });
  it('stops a reading program that hangs', async () => {
    const file = path.join(folder, 'hanging');
    await writeFile(file, 'hang');
    const { signal } = new AbortController();
    expect(await inspectWith(path.join(folder, 'inspect.mjs'), signal, 500)(file)).toEqual({
      error: 'reading it must take at most 0.5 s; it took longer',
    });
  });
  it('stops a reading program when the server closes', async () => {
    const file = path.join(folder, 'hanging');
    await writeFile(file, 'hang');
    const closed = new AbortController();
    const read = inspectWith(path.join(folder, 'inspect.mjs'), closed.signal)(file);
    closed.abort();
    expect(await read).toEqual({ error: 'the server was stopped while it was read: register it again' });
  });
  it.each([
    ['a name of spaces', { name: '  ' }, 'name', "a model's name must have 1 to 200 characters; got 0"],
    ['a name of 201', { name: 'x'.repeat(201) }, 'name', "a model's name must have 1 to 200 characters; got 201"],
    [
      'a key twice',
      {
        tags: [
          { key: 'a', value: '1' },
          { key: 'a', value: '2' },
        ],
      },
      'tags',
      "a tag's key must be given once; got a twice",
    ],
    [
      'an empty key',
      { tags: [{ key: '', value: '1' }] },
      'tags',
      'a tag\'s key must have 1 to 100 characters without space around them; got ""',
    ],
    [
      'a value of 201',
      { tags: [{ key: 'a', value: 'x'.repeat(201) }] },
      'tags',
      "a tag's value must have at most 200 characters; that of a has 201",
    ],
    ['a std of 0', { inputStd: [0] }, 'inputStd', 'inputStd must be above 0; got 0'],
    ['no mean', { inputMean: [] }, 'inputMean', 'inputMean must have a value a channel; got none'],
    [
      'more means than stds',
      { inputMean: [1, 2, 3], inputStd: [1] },
      'inputStd',
      'inputMean and inputStd must have as many values; got 3 and 1',
    ],
  ])('with %s is refused with the rule and the value', async (_, input, field, message) => {
    const userErrors = [{ field: ['input', field], code: 'INVALID', message }];
    expect(await register({ name: 'wrong', ...input })).toEqual({ model: null, userErrors });
  });
  it.each(['upload-00000000-0000-7000-8000-000000000000', 'x'])('of the upload %s is NOT_FOUND', async (id) => {
    const message = `upload must be the id of an upload; got "${id}"`;
    const userErrors = [{ field: ['input', 'upload'], code: 'NOT_FOUND', message }];
    expect(await register({ name: 'wrong', upload: id })).toEqual({ model: null, userErrors });
  });
  it.each([
    [{ inputMean: [1, 2, 3], inputStd: [1, 1, 1] }, 'inputMean'],
    [{ inputStd: Array.from({ length: 28 }, () => 1), inputLayout: 'NCHW' }, 'inputStd'],
  ])('with %o, which its channels do not have, is refused', async (input, field) => {
    const refused = await register({ name: 'coloured', upload: await upload(FACTS), ...input });
    expect(refused).toEqual({
      model: null,
      userErrors: [
        {
          field: ['input', field],
          code: 'INVALID',
          message: expect.stringMatching(/a channel; got \d+, the network takes 1 × any × 28$/),
        },
      ],
    });
  });
  it('with a value for each of the channels that either layout would have is taken', async () => {
    const std = Array.from({ length: 28 }, () => 1);
    const taken = await register({ name: 'of 28 channels', upload: await upload(FACTS), inputStd: std });
    expect(taken.userErrors).toEqual([]);
  });
  it('before its bytes came is refused', async () => {
    const made = (await create({ fileName: 'late.onnx', sizeBytes: 5 })).upload;
    expect((await register({ name: 'late', upload: made.id })).userErrors[0]).toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('late.onnx'),
    });
  });
});

describe('registering a dataset', () => {
  it('takes the part of an archive that is asked for, and says so', async () => {
    const bytes = await readFile(
      new URL('../../../../packages/datasets/fixtures/archives/idx-plain.tar', import.meta.url),
    );
    const asked = async (name: string, split?: string) =>
      registerData({ name, upload: await upload(bytes, 'idx.tar'), ...(split && { split }) });
    const refused = await asked('neither');
    expect(refused.userErrors[0].message).toContain('choose one with `split`');
    const [train, test] = [await asked('train', 'TRAIN'), await asked('test', 'TEST')];
    expect([train.userErrors, test.userErrors]).toEqual([[], []]);
    expect(train.dataset.sha256).toBe(test.dataset.sha256);
    const { data } = await server.graphql(
      'query { train: dataset(name: "train") { preparation } test: dataset(name: "test") { preparation } }',
    );
    expect(data).toEqual({
      train: { preparation: 'train images only' },
      test: { preparation: 'test images only' },
    });
  });

  it('refuses to resize images that already have one size', async () => {
    const bytes = await readFile(
      new URL('../../../../packages/datasets/fixtures/archives/idx-plain.tar', import.meta.url),
    );
    const { dataset, userErrors } = await registerData({
      name: 'resized',
      upload: await upload(bytes, 'idx.tar'),
      resize: 8,
    });
    expect(dataset).toBeNull();
    expect(userErrors[0]).toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('`resize` is for folders of image files'),
    });
  });

  it('reads an .npz into its canonical form, and gives its pictures', async () => {
    const bytes = await readFile(readDemo().dataset.file);
    const { dataset, userErrors } = await registerData({ name: 'Fashion', upload: await upload(bytes, 'fashion.npz') });
    expect(userErrors).toEqual([]);
    expect(dataset).toMatchObject({
      name: 'Fashion',
      imageShape: [28, 28, 1],
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect((await fetch(`${server.url}/images/${dataset.id}/0.png`)).status).toBe(200);
    expect((await registerData({ name: 'Fashion', upload: await upload(bytes, 'again.npz') })).userErrors[0].code).toBe(
      'CONFLICT',
    );
  });
  it('takes mean and std that are given, and refuses wrong ones', async () => {
    const bytes = await readFile(readDemo().dataset.file);
    const { dataset } = await registerData({ name: 'own', upload: await upload(bytes), mean: [0.25], std: [0.5] });
    expect(dataset).toMatchObject({ mean: [0.25], std: [0.5] });
    expect(
      (await registerData({ name: 'wrong', upload: await upload(bytes), mean: [0, 0], std: [1, 1] })).userErrors[0],
    ).toMatchObject({ code: 'INVALID' });
  });
  it.each(['nonsense', 'PK nonsense'])(
    'of %o says why with the name it came with, and leaves nothing',
    async (bytes) => {
      const { dataset, userErrors } = await registerData({ name: 'broken', upload: await upload(bytes, 'broken.npz') });
      expect(dataset).toBeNull();
      expect(userErrors[0]).toMatchObject({
        field: ['input', 'upload'],
        code: 'INVALID',
        message: expect.stringContaining('broken.npz'),
      });
      expect(userErrors[0].message).not.toContain(server.folder);
      expect(await server.store.datasets.byName('broken')).toBeNull();
    },
  );
  it('of an .npz that is cut off is refused', async () => {
    const bytes = await readFile(readDemo().dataset.file);
    const cut = bytes.subarray(0, bytes.length / 2);
    expect((await registerData({ name: 'cut', upload: await upload(cut, 'cut.npz') })).userErrors[0].code).toBe(
      'INVALID',
    );
  });
});
