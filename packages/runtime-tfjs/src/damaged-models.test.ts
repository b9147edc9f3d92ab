import { readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '@passband/engine';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tfjsRuntimes } from './runtimes.ts';
import { tensorflowFolder } from './tensorflow.ts';
import { copyOf, IMAGES, openTwin, optionsOf, rewrite, type TestModelJson, twin } from './test-models.ts';

const GRAPH_FILES = ['model.json', 'group1-shard1of1.bin'];
const SAVED_FILES = ['saved_model.pb', 'variables/variables.index', 'variables/variables.data-00000-of-00001'];
const FILES = [
  ...GRAPH_FILES.map((file) => ['tfjs-graph', file] as const),
  ...GRAPH_FILES.map((file) => ['tfjs-layers', file] as const),
  ...SAVED_FILES.map((file) => ['saved-model', file] as const),
];
const runs = (name: string): boolean => name !== 'saved-model' || tensorflowFolder() !== null;

/** What a damaged model gives: a sentence, or values all the same. Anything else is a failure of this test. */
async function sentenceOf(run: () => Promise<unknown>): Promise<string | null> {
  try {
    await run();
    return null;
  } catch (error) {
    expect(error, String(error)).toBeInstanceOf(EngineError);
    return String(error);
  }
}

async function evaluate(folder: string, runtime: string): Promise<void> {
  const classifier = await openTwin(folder, runtime);
  try {
    await classifier.evaluate(IMAGES, 5);
  } finally {
    await classifier.close();
  }
}

describe.each(FILES)('%s with %s damaged', (name, file) => {
  let folder: string;
  beforeEach(async () => {
    folder = await copyOf(name);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const runtime = name === 'saved-model' ? 'tensorflow/cpu' : 'tfjs/wasm';

  test('is refused with a sentence wherever it is cut off, before it is loaded', async () => {
    const whole = await readFile(twin(`${name}/${file}`));
    const step = Math.min(1024, Math.ceil(whole.length / 20));
    for (let length = 0; length < whole.length; length += step) {
      await writeFile(join(folder, file), whole.subarray(0, length));
      expect(await sentenceOf(() => tfjsRuntimes.readFacts(folder)), `cut off at ${length}`).toMatch(/must/);
    }
    await truncate(join(folder, file), 0);
    expect(await sentenceOf(() => openTwin(folder, runtime))).toMatch(/must/);
  });

  test('is read, or refused with a sentence of ours, where a piece is left out', async () => {
    const whole = await readFile(twin(`${name}/${file}`));
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 100)) {
      await writeFile(join(folder, file), Buffer.concat([whole.subarray(0, at), whole.subarray(at + 20)]));
      const sentence = String(await sentenceOf(() => tfjsRuntimes.readFacts(folder)));
      expect(sentence, `left out at ${at}`).not.toMatch(/out of range|outside buffer/);
    }
  });

  test('is refused with a sentence where the file is missing', async () => {
    await rm(join(folder, file));
    expect(await sentenceOf(() => tfjsRuntimes.open(folder, optionsOf(runtime)))).toMatch(/must/);
  });

  test('is refused with a sentence where the file is a link out of its folder', async () => {
    await rm(join(folder, file));
    await symlink(twin(`${name}/${file}`), join(folder, file));
    expect(await sentenceOf(() => tfjsRuntimes.readFacts(folder))).toMatch(/is a link that leads out of it/);
  });

  test.skipIf(!runs(name))('gives values or a sentence, whichever bytes are others', { timeout: 60_000 }, async () => {
    const whole = await readFile(twin(`${name}/${file}`));
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }));
    const changes = fc.array(change, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const bytes = Buffer.from(whole);
        for (const [at, by] of list) bytes[at]! ^= by;
        await writeFile(join(folder, file), bytes);
        await sentenceOf(() => evaluate(folder, runtime));
      }),
      { numRuns: 40, seed: 4 },
    );
  });
});

describe('a model.json that lies', () => {
  type Group = TestModelJson['weightsManifest'][number];
  const shape =
    (...sizes: number[]) =>
    ({ weights: [first] }: Group): void => {
      if (first) first.shape = sizes;
    };
  const paths =
    (...names: string[]) =>
    (group: Group): void => {
      group.paths = names;
    };
  const lies: [string, RegExp, (group: Group) => void][] = [
    ['says a larger shape than there are weights', /must have \d+ bytes/, shape(100, 100)],
    ['says a negative shape', /must be whole numbers; got -3/, shape(-3)],
    ['says a shape of 10^15', /must have \S+ bytes/, shape(1e15)],
    ['says a shape that is no number', /must be whole numbers; got 0.5/, shape(0.5)],
    ['points to ../', /must lie in its folder; got \.\.\/a/, paths('../a')],
    ['points to an absolute file', /must lie in its folder; got \/etc/, paths('/etc/passwd')],
    ['points to a file that is not there', /is missing/, paths('none.bin')],
    [
      'says an unknown type',
      /must be of a known type; got complex64/,
      ({ weights: [first] }) => Object.assign(first ?? {}, { dtype: 'complex64' }),
    ],
    ['leaves weights out', /must/, (group) => Object.assign(group, { weights: [], paths: [] })],
  ];

  test.each(lies)('and %s is refused with a sentence', async (_, sentence, lie) => {
    for (const name of ['tfjs-graph', 'tfjs-layers']) {
      const folder = await copyOf(name);
      try {
        await rewrite(join(folder, 'model.json'), ({ weightsManifest: [group] }) => group && lie(group));
        expect(await sentenceOf(() => evaluate(folder, 'tfjs/wasm'))).toMatch(sentence);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
  });

  test('and uses an operation that writes files is refused before it is loaded', async () => {
    const folder = await copyOf('tfjs-graph');
    try {
      await rewrite(join(folder, 'model.json'), ({ modelTopology }) =>
        modelTopology.node?.push({ name: 'own', op: 'WriteFile' }),
      );
      expect(await sentenceOf(() => tfjsRuntimes.readFacts(folder))).toMatch(/uses WriteFile$/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
