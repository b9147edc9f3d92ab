import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyticClassifier } from '../testing/analytic-classifier.ts';
import { datasetId, modelId, TestServer } from '../testing/test-server.ts';

let server: TestServer;
let ids: { model: string; dataset: string };
let spectrum: string;

beforeAll(async () => {
  server = await TestServer.start();
  const model = await server.model('a "net", with =signs', { tags: [{ key: 'epochs', value: '6' }] });
  ids = { model: modelId(model), dataset: datasetId(await server.dataset('images')) };
  spectrum = await server.measured(
    'measurePathSpectrum',
    { ...ids, pairsPerGroup: 4, step: 0.5 },
    analyticClassifier(3),
  );
});
afterAll(() => server.remove());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}/export/${path}`, { headers });
const linesOf = async (path: string): Promise<string[][]> =>
  (await (await get(path)).text())
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));

/** Values of an array of an .npz file, float32 or float64. */
function arrayOf(file: Uint8Array | undefined): number[] {
  const bytes = Buffer.from(file ?? []);
  expect(bytes.subarray(0, 6).toString('latin1')).toBe('\x93NUMPY');
  const start = 10 + bytes.readUInt16LE(8);
  expect(start % 64).toBe(0);
  const isDouble = bytes.subarray(10, start).toString().includes("'<f8'");
  const count = (bytes.length - start) / (isDouble ? 8 : 4);
  return Array.from({ length: count }, (_, k) =>
    isDouble ? bytes.readDoubleLE(start + 8 * k) : bytes.readFloatLE(start + 4 * k),
  );
}

describe('a path spectrum', () => {
  it('as CSV has a row a path, with the fractions that the API says', async () => {
    const response = await get(`measurements/${spectrum}.csv`);
    expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename=${spectrum}.csv`);
    const [names = [], ...rows] = await linesOf(`measurements/${spectrum}.csv`);
    expect(names).toEqual([
      'classA',
      'classB',
      'direction',
      'round',
      'imageA',
      'imageB',
      'samples',
      'length',
      'consistentDistance',
      'periodogram',
      'mirrored',
      'distancePower',
    ]);
    const { m } = await server.query(
      `query ($id: ID!) { m: measurement(id: $id) { ... on PathSpectrumMeasurement { paths(first: 100) { edges { node { imageA { index } imageB { index } highFrequencyFraction mirrored: highFrequencyFraction(estimator: MIRRORED) } } } } } }`,
      { id: spectrum },
    );
    expect([rows.length, m.paths.edges.length]).toEqual([24, 24]);
    const byImages = new Map(rows.map((row) => [`${row[4]}/${row[5]}`, row]));
    for (const { node } of m.paths.edges) {
      const row = byImages.get(`${node.imageA.index}/${node.imageB.index}`) ?? [];
      expect(Number(row[names.indexOf('periodogram')])).toBe(node.highFrequencyFraction);
      expect(Number(row[names.indexOf('mirrored')])).toBe(node.mirrored);
    }
  });

  it('takes another cutoff, and refuses one that the API refuses', async () => {
    const [names = [], first = []] = await linesOf(
      `measurements/${spectrum}.csv?cutoff=0.5&cutoffUnit=CYCLES_PER_DISTANCE`,
    );
    const [, published = []] = await linesOf(`measurements/${spectrum}.csv`);
    const at = names.indexOf('mirrored');
    expect(Number(first[at])).toBeLessThan(Number(published[at]));
    for (const [query, message] of [
      ['cutoff=2', /from 0 to 1; got 2/],
      ['cutoff=x', /cutoff is not what this route takes/],
    ] as const) {
      const response = await get(`measurements/${spectrum}.csv?${query}`);
      expect(response.status).toBe(400);
      expect(((await response.json()) as { error: string }).error).toMatch(message);
    }
  });

  it('as JSON says what it is of', async () => {
    const exported = (await (await get(`measurements/${spectrum}.json`)).json()) as Record<string, unknown> & {
      rows: Record<string, unknown>[];
    };
    expect(exported).toMatchObject({
      measurement: spectrum,
      method: 'PATH_SPECTRUM',
      status: 'SUCCEEDED',
      model: { id: ids.model },
      parameters: { pairsPerGroup: 4 },
    });
    expect(exported.rows).toHaveLength(24);
    expect(exported.rows[0]).toMatchObject({ classA: 0, classB: 0, direction: null, round: 0 });
  });

  it('as .npz has a column an array, and every spectrum between its offsets', async () => {
    const bytes = new Uint8Array(await (await get(`measurements/${spectrum}.npz`)).arrayBuffer());
    const files = unzipSync(bytes);
    expect(arrayOf(files['direction.npy']).every(Number.isNaN)).toBe(true);
    const [offsets = [], spectra = [], samples = []] = ['periodogramOffsets', 'periodogramSpectra', 'samples'].map(
      (name) => arrayOf(files[`${name}.npy`]),
    );
    expect([samples.length, offsets.length, offsets.at(-1)]).toEqual([24, 25, spectra.length]);
    for (const [k, count] of samples.entries())
      expect((offsets[k + 1] ?? 0) - (offsets[k] ?? 0)).toBe(Math.floor(count / 2) + 1);
    expect(new Uint8Array(await (await get(`measurements/${spectrum}.npz`)).arrayBuffer())).toEqual(bytes);
  });

  it('has an ETag of its content and question, which a second request need not answer', async () => {
    const etag = (await get(`measurements/${spectrum}.csv`)).headers.get('etag') ?? '';
    const again = await get(`measurements/${spectrum}.csv`, { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await get(`measurements/${spectrum}.csv?cutoff=0.2`, { 'if-none-match': etag })).status).toBe(200);
  });

  it('has no ETag while it is not over', async () => {
    const { started } = await server.query(
      'mutation ($input: EvaluateModelInput!) { started: evaluateModel(input: $input) { measurement { id } } }',
      { input: ids },
    );
    const { status, headers } = await get(`measurements/${started.measurement.id}.csv`);
    expect([status, headers.get('etag')]).toEqual([200, null]);
  });

  it('is sent again where the model has another name than then', async () => {
    const etag = (await get(`measurements/${spectrum}.json`)).headers.get('etag') ?? '';
    const [id, name] = [ids.model.replace('model-', ''), 'a "net", with =signs'];
    await server.store.models.update(id, { name: 'renamed' });
    const again = await get(`measurements/${spectrum}.json`, { 'if-none-match': etag });
    expect(await again.json()).toMatchObject({ model: { name: 'renamed' } });
    await server.store.models.update(id, { name });
  });
});

it('every other method has its table', async () => {
  const evaluation = await server.measured('evaluateModel', ids, analyticClassifier(3));
  const jacobian = await server.measured(
    'measureJacobianNorm',
    { ...ids, images: 10, directions: 2 },
    analyticClassifier(3),
  );
  const map = await server.measured(
    'measureFourierHeatMap',
    { ...ids, images: 6, maximumImageFrequency: 1 },
    analyticClassifier(3),
  );
  const { recordNoiseFitting } = await server.query(
    'mutation ($input: RecordNoiseFittingInput!) { recordNoiseFitting(input: $input) { measurement { id } userErrors { message } } }',
    {
      input: {
        ...ids,
        noise: 'RADIAL',
        frequency: 0.1,
        amplitude: 0.3,
        epochs: [{ epoch: 2, cleanLoss: 1, noisyLoss: 1.25 }],
      },
    },
  );
  expect(await linesOf(`measurements/${recordNoiseFitting.measurement.id}.csv`)).toEqual([
    ['epoch', 'trainLoss', 'cleanLoss', 'noisyLoss', 'noiseFitting', 'waveFitting', 'cleanAccuracy'],
    ['2', '', '1', '1.25', '-0.25', '', ''],
  ]);
  expect(await linesOf(`measurements/${evaluation}.csv`)).toHaveLength(1 + 3);
  // An array of NumPy holds numbers: the names of the classes are left out.
  const archive = await (await get(`measurements/${evaluation}.npz`)).arrayBuffer();
  const columns = ['class', 'images', 'accuracy', 'lower', 'upper'];
  expect(Object.keys(unzipSync(new Uint8Array(archive)))).toEqual(columns.map((name) => `${name}.npy`));
  expect(await linesOf(`measurements/${jacobian}.csv`)).toHaveLength(1 + 10);
  const cells = await linesOf(`measurements/${map}.csv`);
  expect(cells).toHaveLength(1 + 16);
  expect(cells.slice(1).filter(([, , rate]) => rate !== '')).toHaveLength(5);
});

it('models have their tags and metrics, of the filter that the API takes', async () => {
  await server.model('=SUM(A1)', { sha256: null, format: 'EXTERNAL' });
  const text = await (await get('models.csv')).text();
  expect(text.split('\r\n')[0]).toBe(
    'id,name,format,parameterCount,tag:epochs,accuracy,accuracy.standardError,accuracy.lower,accuracy.upper,jacobianNorm,jacobianNorm.standardError,jacobianNorm.lower,jacobianNorm.upper,loss,loss.standardError,loss.lower,loss.upper,noiseFitting.minimum,noiseFitting.minimum.standardError,noiseFitting.minimum.lower,noiseFitting.minimum.upper',
  );
  expect(text).toContain('"a ""net"", with =signs"');
  // A spreadsheet takes it for text.
  expect(text).toContain(",'=SUM(A1),EXTERNAL,");
  const filter = encodeURIComponent(JSON.stringify({ tag: { key: 'epochs', eq: '6' } }));
  const rowsOf = async (query: string) => {
    const { rows } = (await (await get(`models.json?filter=${filter}&metrics=accuracy${query}`)).json()) as {
      rows: Record<string, unknown>[];
    };
    return rows;
  };
  const model = { id: ids.model, name: 'a "net", with =signs', format: 'ONNX', parameterCount: 10, 'tag:epochs': '6' };
  const number = expect.any(Number);
  const accuracy = { 'accuracy.standardError': null, 'accuracy.lower': number, 'accuracy.upper': number };
  expect(await rowsOf('')).toEqual([{ ...model, accuracy: number, ...accuracy }]);
  const elsewhere = datasetId(await server.dataset('elsewhere'));
  expect(await rowsOf(`&dataset=${elsewhere}`)).toMatchObject([{ ...model, accuracy: null }]);
});

it.each([
  ['measurements/x.csv', 404, /there is no measurement x/],
  ['measurements/x.xlsx', 404, /ends with \.csv or \.json or \.npz/],
  ['models.npz', 404, /ends with \.csv or \.json/],
  ['models.csv?filter={', 400, /filter must be a ModelFilter as JSON/],
  ['models.csv?dataset=x', 404, /dataset must be the id of a dataset/],
  ['nothing', 404, /there is nothing at GET/],
])('%s is refused with %d', async (path, status, message) => {
  const response = await get(path);
  expect(response.status).toBe(status);
  expect(((await response.json()) as { error: string }).error).toMatch(message);
});
