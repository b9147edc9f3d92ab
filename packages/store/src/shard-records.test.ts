import { describe, expect, it } from 'vitest';
import { databases, useStore } from './testing/databases.ts';
import { startOne, workOff } from './testing/rows.ts';

describe.each(databases)('records of shards on %s', (kind) => {
  const test = useStore(kind);

  it('of a Jacobian norm come back exactly, in order of rounds', async () => {
    const { id } = await startOne(test.store, { method: 'JACOBIAN_NORM', roundsTotal: 3 });
    await workOff(test.store);
    expect(await test.store.jacobianNorms.ofMeasurements([id, 'nonsense'])).toEqual([
      {
        measurementId: id,
        records: [
          { firstRound: 0, record: expect.objectContaining({ squares: [0.1] }) },
          { firstRound: 1, record: expect.objectContaining({ squares: [1.1, 2.1] }) },
        ],
      },
    ]);
  });

  it('of a Fourier heat map come back with the rounds that they are of', async () => {
    const { id } = await startOne(test.store, { method: 'FOURIER_HEAT_MAP', roundsTotal: 3 });
    const other = await startOne(test.store, { method: 'FOURIER_HEAT_MAP', roundsTotal: 1 });
    await workOff(test.store);
    const stored = await test.store.fourierHeatMaps.ofMeasurements([other.id, id]);
    const found = new Map(stored.map((row) => [row.measurementId, row.records]));
    expect(found.get(id)?.map(({ firstRound, record }) => [firstRound, record.errors])).toEqual([
      [0, [0]],
      [1, [1, 2]],
    ]);
    expect(found.get(other.id)).toHaveLength(1);
    expect(await test.store.fourierHeatMaps.ofMeasurements([])).toEqual([]);
  });

  it('keep the diversities of classes by dataset, those without one as null', async () => {
    const { datasetId } = await startOne(test.store);
    expect(await test.store.classDiversities.ofDataset(datasetId, 'PIXEL_DISTANCE')).toBeNull();
    await test.store.classDiversities.put(datasetId, 'PIXEL_DISTANCE', [0.1, null, 12.5]);
    await test.store.classDiversities.put(datasetId, 'PIXEL_DISTANCE', [9, 9, 9]);
    expect(await test.store.classDiversities.ofDataset(datasetId, 'PIXEL_DISTANCE')).toEqual([0.1, null, 12.5]);
    expect(await test.store.classDiversities.ofDataset('nonsense', 'PIXEL_DISTANCE')).toBeNull();
  });
});
