import { expect, test } from 'vitest';
import { tensorflowFolder, tensorflowHasGpu } from './tensorflow.ts';
import { cudaProblem } from './tensorflow-probe.ts';

const folder = tensorflowFolder();

test.skipIf(!folder || tensorflowHasGpu(folder))(
  'TensorFlow without a GPU says that it would compute on the processor',
  async () => {
    expect(await cudaProblem(folder ?? '')).toMatch(/found no GPU and would compute on the processor/);
  },
);
