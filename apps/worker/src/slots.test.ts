import { describe, expect, test } from 'vitest';
import { gpusHere, gpusOf, slotsFor } from './slots.ts';

const machine = { gpus: [], processors: 8, memoryBytes: 800 };

describe('slots', () => {
  test('without a GPU there is one, with the whole machine', () => {
    expect(slotsFor(machine, null)).toEqual([{ gpu: null, threads: 8, memoryBytes: 800 }]);
  });

  test('are one a GPU, each on its own, and share threads and memory', () => {
    expect(slotsFor({ ...machine, gpus: ['GPU-a', 'GPU-b'] }, null)).toEqual([
      { gpu: 'GPU-a', threads: 4, memoryBytes: 400 },
      { gpu: 'GPU-b', threads: 4, memoryBytes: 400 },
    ]);
  });

  test('are as many as asked for, at least a thread each; more than GPUs share these in turn', () => {
    expect(slotsFor({ ...machine, processors: 2 }, 3).map(({ threads }) => threads)).toEqual([1, 1, 1]);
    expect(slotsFor({ ...machine, gpus: ['0', '1'] }, 3).map(({ gpu }) => gpu)).toEqual(['0', '1', '0']);
  });
});

describe('GPUs', () => {
  test('are known by their UUID; parts of one (MIG) are not told apart', () => {
    const lines = [
      'GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-1b2c3d4e-0000-1111-2222-333344445555)',
      '  MIG 1g.10gb     Device  0: (UUID: MIG-aaaaaaaa-0000-1111-2222-333344445555)',
      'GPU 1: NVIDIA H100 80GB HBM3 (UUID: GPU-99999999-0000-1111-2222-333344445555)',
      '',
    ];
    expect(gpusOf(lines.join('\n'))).toEqual([
      'GPU-1b2c3d4e-0000-1111-2222-333344445555',
      'GPU-99999999-0000-1111-2222-333344445555',
    ]);
  });

  test.each([
    ['1,3', ['1', '3']],
    ['', []],
    ['-1', []],
    ['0,-1,2', ['0']],
  ])('are those of CUDA_VISIBLE_DEVICES=%j where it is set', async (given, gpus) => {
    expect(await gpusHere({ CUDA_VISIBLE_DEVICES: given })).toEqual(gpus);
  });
});
