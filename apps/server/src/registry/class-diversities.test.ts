import { classDiversities } from '@passband/engine';
import type { DatasetRow } from '@passband/store';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { datasetId, TestServer } from '../testing/test-server.ts';
import { ClassDiversities } from './class-diversities.ts';

let server: TestServer;
let dataset: DatasetRow;

beforeAll(async () => {
  server = await TestServer.start();
  dataset = await server.dataset('images');
});
afterAll(() => server.remove());

const QUERY =
  'query ($id: ID!) { dataset(id: $id) { classes { diversity explicit: diversity(metric: PIXEL_DISTANCE) } } }';

describe('the diversity of a class', () => {
  it('is computed by a process of its own when it is first asked for, and kept', async () => {
    const expected = await server.withImages(dataset, classDiversities);
    expect(expected).toHaveLength(3);
    const never = new ClassDiversities(server.store, '/no/such/program', new AbortController().signal);
    await expect(never.of(dataset, 'PIXEL_DISTANCE')).rejects.toThrow('/no/such/program');
    const { data, errors } = await server.graphql(QUERY, { id: datasetId(dataset) });
    expect(errors).toBeUndefined();
    expect(data.dataset.classes).toEqual(expected.map((diversity) => ({ diversity, explicit: diversity })));
    expect(await server.store.classDiversities.ofDataset(dataset.id, 'PIXEL_DISTANCE')).toEqual(expected);
    expect(await never.of(dataset, 'PIXEL_DISTANCE')).toEqual(expected);
  });

  it('is read once for all classes of a request', async () => {
    const ofDataset = vi.spyOn(server.store.classDiversities, 'ofDataset');
    await server.query(QUERY, { id: datasetId(dataset) });
    expect(ofDataset).toHaveBeenCalledTimes(1);
    ofDataset.mockRestore();
  });

  it('is null where there are only results of a dataset, no images', async () => {
    const never = new ClassDiversities(server.store, '/no/such/program', new AbortController().signal);
    expect(await never.of({ ...dataset, canonicalSha256: null }, 'PIXEL_DISTANCE')).toEqual([null, null, null]);
  });
});
