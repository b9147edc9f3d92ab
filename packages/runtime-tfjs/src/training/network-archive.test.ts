import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openClassifier, readModelFacts } from '@passband/engine';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tfjsRuntimes } from '../runtimes.ts';
import { testBatch } from './test-batch.ts';
import { tfjsTrainers } from './trainers.ts';

const SHAPE = [8, 11, 1] as const;
const BATCH = testBatch(16, 8 * 11, 3);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passband-archive-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test.each(['mlp', 'small-cnn', 'wrn-10-2'])(
  'a trained %s is a model that is measured with its own scores',
  async (architecture) => {
    const trainer = await tfjsTrainers.open('tfjs/wasm');
    const network = await trainer.start({ architecture, imageShape: SHAPE, classCount: 3, seed: 0, weightDecay: 0 });
    for (let k = 0; k < 3; k++) await network.step(BATCH.images, BATCH.targets, BATCH.count, 0.05);
    const file = join(folder, 'network.zip');
    const archive = await network.model();
    await writeFile(file, archive);
    expect(Buffer.compare(await network.model(), archive)).toBe(0);

    const facts = await readModelFacts([tfjsRuntimes], file);
    expect(facts).toMatchObject({ format: 'TFJS_LAYERS', inputShape: [...SHAPE], inputLayout: 'NHWC', classCount: 3 });
    expect(facts.parameterCount).toBe(network.parameterCount);
    const feed = { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null } as const;
    const classifier = await openClassifier([tfjsRuntimes], file, {
      runtime: 'tfjs/wasm',
      feed,
      output: null,
      imageShape: SHAPE,
    });
    expect(classifier.output).toBe('LOGITS');
    const measured = await classifier.evaluate(BATCH.images, BATCH.count, 'SCORES');
    (await network.scores(BATCH.images, BATCH.count)).forEach((score, k) => {
      expect(Math.abs(measured[k]! - score)).toBeLessThan(1e-5);
    });
    await classifier.close();
    await network.close();
  },
);
