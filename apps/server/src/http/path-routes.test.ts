import { type PathPixels, parsePathSpectrumParameters, pathPixels } from '@passband/engine';
import type { DatasetRow } from '@passband/store';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { analyticClassifier } from '../testing/analytic-classifier.ts';
import { datasetId, modelId, TestServer } from '../testing/test-server.ts';

const SIZE = 4;
const KINDS = [
  { path: 'LINEAR', step: 0.5 },
  { path: 'AMPLITUDE', samples: 9, window: 0.5 },
  { path: 'PHASE', samples: 9, window: 0.5 },
  {
    path: 'DIRECTION',
    samples: 8,
    step: 0.5,
    directions: [{ kind: 'FOURIER', i: 2, j: 3 }, { kind: 'RANDOM' }, { kind: 'COMPOSITE_F' }],
  },
];

interface Shown {
  id: string;
  samples: number;
  imageA: { index: number };
  imageB: { index: number } | null;
  direction: { kind: string } | null;
}

let server: TestServer;
let dataset: DatasetRow;
const pathsOf = new Map<string, Shown[]>();

beforeAll(async () => {
  server = await TestServer.start();
  dataset = await server.dataset('images', { classes: 3, perClass: 8, size: SIZE });
  const ids = { model: modelId(await server.model('net')), dataset: datasetId(dataset) };
  for (const kind of KINDS) {
    const input = { ...ids, ...kind, pairsPerGroup: 2, seed: 3 };
    const id = await server.measured('measurePathSpectrum', input, analyticClassifier(3));
    const { m } = await server.query(
      `query ($id: ID!) { m: measurement(id: $id) { ... on PathSpectrumMeasurement { paths(first: 100) { edges { node {
        id samples imageA { index } imageB { index } direction { kind } } } } } } }`,
      { id },
    );
    pathsOf.set(
      kind.path,
      m.paths.edges.map(({ node }: { node: Shown }) => node),
    );
  }
});
afterAll(() => server.remove());

const get = (route: string, headers: Record<string, string> = {}) => fetch(server.url + route, { headers });
const errorOf = async (response: Response): Promise<string> => ((await response.json()) as { error: string }).error;

async function pixelsOf(response: Response): Promise<{ width: number; pixels: number[] }> {
  expect(response.headers.get('content-type')).toBe('image/png');
  const png = sharp(Buffer.from(await response.arrayBuffer()));
  const { data, info } = await png.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, pixels: [...data].filter((_, k) => k % info.channels === 0) };
}

/** What the engine computes of a path; that this is the reference's is tested with the reference. */
function computed(input: Record<string, unknown>, path: Shown): Promise<PathPixels> {
  const { parameters } = parsePathSpectrumParameters({ ...input, pairsPerGroup: 2, seed: 3 }, dataset);
  if (!parameters) throw new Error('these parameters are refused');
  const place = parameters.directions?.findIndex(({ kind }) => kind === path.direction?.kind);
  const ends = { imageA: path.imageA.index, imageB: path.imageB?.index ?? null };
  return server.withImages(dataset, (images) =>
    pathPixels(parameters, images, { ...ends, ...(place !== undefined && { direction: place }) }),
  );
}

describe.each(KINDS)('samples of $path paths', (input) => {
  it('are pictures, each as the engine computes it', async () => {
    const paths = pathsOf.get(input.path) ?? [];
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) {
      const pictures = await computed(input, path);
      expect(pictures.count).toBe(path.samples);
      for (const k of [0, Math.floor(path.samples / 2), path.samples - 1])
        expect((await pixelsOf(await get(`/paths/${path.id}/${k}.png`))).pixels).toEqual([...pictures.sample(k)]);
    }
  });

  it('begin with the image that the dataset has there', async () => {
    const [path] = pathsOf.get(input.path) ?? [];
    const image = await get(`/images/${datasetId(dataset)}/${path?.imageA.index}.png`);
    expect(await pixelsOf(await get(`/paths/${path?.id}/0.png`))).toEqual(await pixelsOf(image));
  });
});

describe('a picture of a path', () => {
  const first = () => pathsOf.get('LINEAR')?.[0] ?? { id: '', samples: 0 };

  it('is not sent again to who has it, but asked for each time: another database may have another path by this name', async () => {
    const route = `/paths/${first().id}/1.png`;
    const { headers } = await get(route);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    const etag = headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    expect((await get(route, { 'if-none-match': etag })).status).toBe(304);
    expect((await get(`/paths/${first().id}/2.png`, { 'if-none-match': etag })).status).toBe(200);
    const [path] = await server.store.paths.byIds([first().id.replace('path-', '')]);
    const other = { ...path!, measurementId: '00000000-0000-7000-8000-000000000000' };
    vi.spyOn(server.store.paths, 'byIds').mockResolvedValueOnce([other]);
    expect((await get(route, { 'if-none-match': etag })).status).not.toBe(304);
  });

  it('that is not there is said to be not there', async () => {
    const { id, samples } = first();
    for (const file of [`${samples}.png`, '-1.png', '0.5.png', '0.jpg', 'x.png', '0']) {
      const response = await get(`/paths/${id}/${file}`);
      expect([file, response.status]).toEqual([file, 404]);
      expect(await errorOf(response)).toBe(`path ${id} has the pictures 0.png to ${samples - 1}.png; got ${file}`);
    }
    for (const unknown of ['path-999999', 'path-x', 'model-1', 'path-99999999999999999999', "path-1'--"]) {
      const response = await get(`/paths/${unknown}/0.png`);
      expect([unknown, response.status]).toEqual([unknown, 404]);
      expect(await errorOf(response)).toBe(`there is no path ${unknown}`);
    }
  });

  it('of identical images, or whose images are not here, is said to be not there, and why', async () => {
    const route = `/paths/${first().id}/0.png`;
    const [path] = await server.store.paths.byIds([first().id.replace('path-', '')]);
    vi.spyOn(server.store.paths, 'byIds').mockResolvedValueOnce([{ ...path!, samples: 0 }]);
    const identical = await get(route);
    expect([identical.status, await errorOf(identical)]).toEqual([
      404,
      `a path must have samples to be shown; the images of ${first().id} are identical`,
    ]);
    vi.spyOn(server.running.services.datasetFiles, 'of').mockResolvedValueOnce(null);
    const away = await get(route);
    expect([away.status, await errorOf(away)]).toEqual([404, 'the images at the ends of this path are not here']);
  });
});

describe('a strip of a path', () => {
  it('has evenly spaced samples side by side, the first and the last among them', async () => {
    const path = pathsOf.get('DIRECTION')?.[0];
    const single = await Promise.all(
      [0, 2, 5, 7].map(async (k) => (await pixelsOf(await get(`/paths/${path?.id}/${k}.png`))).pixels),
    );
    const { width, pixels } = await pixelsOf(await get(`/paths/${path?.id}/strip.png?samples=4`));
    expect(width).toBe(4 * SIZE);
    const expected = Array.from({ length: SIZE }, (_, y) =>
      single.flatMap((image) => image.slice(y * SIZE, (y + 1) * SIZE)),
    );
    expect(pixels).toEqual(expected.flat());
  });

  it('of more samples than there are has all of them', async () => {
    const path = pathsOf.get('DIRECTION')?.[0];
    expect((await pixelsOf(await get(`/paths/${path?.id}/strip.png`))).width).toBe(8 * SIZE);
    expect((await pixelsOf(await get(`/paths/${path?.id}/strip.png?samples=1`))).width).toBe(SIZE);
  });

  it('of more pixels than a server can hold is refused before any is computed', async () => {
    const shape = [2048, 1024, 3];
    const large = await server.withImages(dataset, async (images) =>
      Object.create(images, { imageShape: { value: shape } }),
    );
    vi.spyOn(server.running.services.datasetFiles, 'of').mockResolvedValueOnce(large);
    const response = await get(`/paths/${pathsOf.get('PHASE')?.[0]?.id}/strip.png`);
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toBe('a picture must have at most 16777216 pixels; got 18874368: 9 of 2048 x 1024');
  });

  it.each(['0', '65', '2.5', 'x'])('of %s samples is refused', async (samples) => {
    const response = await get(`/paths/${pathsOf.get('LINEAR')?.[0]?.id}/strip.png?samples=${samples}`);
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatch(/^samples is not what this route takes: /);
  });
});
