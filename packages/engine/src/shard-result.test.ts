import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { datasetFacts } from './dataset-facts.ts';
import { parsePathSpectrumParameters } from './path-spectrum/parameters.ts';
import { runShard } from './run-shard.ts';
import type { Shard, ShardResult } from './shard.ts';
import { decodeShardResult, encodeShardResult } from './shard-result.ts';
import { contextOf, randomImages, wavyClassifier } from './test-images.ts';
import { encodeFloats } from './wire.ts';

const images = randomImages(12);
const facts = datasetFacts(images);
const { parameters } = parsePathSpectrumParameters({ pairsPerGroup: 3, curvesPerGroup: 2 }, facts);
const pathShard: Shard<'PATH_SPECTRUM'> = {
  method: 'PATH_SPECTRUM',
  parameters: parameters!,
  firstRound: 1,
  roundCount: 2,
};
const evaluationShard: Shard<'EVALUATION'> = {
  method: 'EVALUATION',
  parameters: { seed: 0 },
  firstRound: 0,
  roundCount: 1,
};
const head = { runtime: 'test/cpu', device: 'test', output: 'LOGITS', imagesEvaluated: 12, seconds: 0.5 } as const;

let paths: ShardResult<'PATH_SPECTRUM'>;
let evaluation: ShardResult<'EVALUATION'>;
beforeAll(async () => {
  const context = contextOf(wavyClassifier(3), images);
  paths = { method: 'PATH_SPECTRUM', ...head, record: await runShard(pathShard, context) };
  evaluation = { method: 'EVALUATION', ...head, record: await runShard(evaluationShard, context) };
});

test('a result of paths is the same after the wire', () => {
  expect(decodeShardResult(encodeShardResult(paths), pathShard, facts)).toEqual(paths);
});

test('so is one of an evaluation, and bytes do as well as text', () => {
  const bytes = new TextEncoder().encode(encodeShardResult(evaluation));
  expect(decodeShardResult(bytes, evaluationShard, facts)).toEqual(evaluation);
});

/** A curve as it comes over the wire, of one value. */
const curveOf = (samples: number, value: number) => encodeFloats(new Float32Array(samples).fill(value));

test('a curve that reaches 0.1, and is a little below 0 elsewhere, is accepted', () => {
  const result = JSON.parse(encodeShardResult(paths));
  const probability = Float32Array.from({ length: result.record[0].samples }, (_, k) => (k === 0 ? 0.1 : -0.005));
  result.record[0].curves = [{ classIndex: 1, probability: encodeFloats(probability) }];
  const { record } = decodeShardResult(JSON.stringify(result), pathShard, facts);
  expect(record[0]!.curves).toEqual([{ classIndex: 1, probability }]);
});

describe('paths along directions', () => {
  const shardOf = () => {
    const input = {
      path: 'DIRECTION',
      directions: [{ kind: 'RANDOM' }, { kind: 'COMPOSITE_F' }],
      pairsPerGroup: 2,
      samples: 6,
    };
    const parsed = parsePathSpectrumParameters(input, facts).parameters!;
    return { method: 'PATH_SPECTRUM' as const, parameters: parsed, firstRound: 0, roundCount: 2 };
  };
  const decode = async (change: object) => {
    const shard = shardOf();
    const record = await runShard(shard, contextOf(wavyClassifier(3), images));
    const [first, ...others] = JSON.parse(encodeShardResult({ method: 'PATH_SPECTRUM', ...head, record })).record;
    const body = JSON.stringify({ method: 'PATH_SPECTRUM', ...head, record: [{ ...first, ...change }, ...others] });
    return { record, decoded: decodeShardResult(body, shard, facts).record };
  };

  test('are the same after the wire', async () => {
    const { record, decoded } = await decode({});
    expect(decoded).toEqual(record);
  });

  test.each([
    [{ direction: 1 }, 'record[0].direction must be 0; got 1'],
    [{ imageB: 3 }, 'record[0].imageB must be null; got 3'],
    [{ length: 7 }, 'record[0].length must be 6; got 7'],
    [{ classA: 1 }, 'record[0].classA must be 0; got 1'],
  ])('with %j are refused', (change, message) => expect(decode(change)).rejects.toThrow(message));
});

describe('refused is', () => {
  const refusal = (change: (result: Record<string, unknown>, first: Record<string, unknown>) => void): string => {
    const result: Record<string, unknown> = JSON.parse(encodeShardResult(paths));
    change(result, (result.record as Record<string, unknown>[])[0]!);
    try {
      decodeShardResult(JSON.stringify(result), pathShard, facts);
    } catch (error) {
      return String(error);
    }
    return 'accepted';
  };

  test.each<[string, (result: Record<string, unknown>, first: Record<string, unknown>) => void, string]>([
    [
      'another method',
      (result) => {
        result.method = 'EVALUATION';
      },
      'method must be PATH_SPECTRUM',
    ],
    [
      'an unknown key',
      (result) => {
        result.more = 1;
      },
      'got "more"',
    ],
    [
      'a missing key',
      (result) => {
        delete result.seconds;
      },
      'must have the key seconds',
    ],
    [
      'a negative time',
      (result) => {
        result.seconds = -1;
      },
      'seconds must not be negative; got -1',
    ],
    [
      'half an image',
      (result) => {
        result.imagesEvaluated = 0.5;
      },
      'imagesEvaluated must be a whole number',
    ],
    [
      'an unknown output',
      (result) => {
        result.output = 'SCORES';
      },
      'output must be LOGITS or PROBABILITIES',
    ],
    [
      'a missing path',
      (result) => {
        (result.record as unknown[]).pop();
      },
      'record must have 12 items; got 11',
    ],
    [
      'another group',
      (_, path) => {
        path.classB = 1;
      },
      'record[0].classB must be 0; got 1',
    ],
    [
      'another round',
      (_, path) => {
        path.round = 0;
      },
      'record[0].round must be 1; got 0',
    ],
    [
      'an image that is not there',
      (_, path) => {
        path.imageA = 12;
      },
      'record[0].imageA must be a whole number from 0 to 11',
    ],
    [
      'one image twice',
      (_, path) => {
        path.imageA = path.imageB;
      },
      'must be between two images',
    ],
    [
      'a length that is not a number',
      (_, path) => {
        path.length = null;
      },
      'record[0].length must be a finite number',
    ],
    [
      'a number of samples that does not fit',
      (_, path) => {
        path.samples = 400;
      },
      'record[0].samples must be',
    ],
    [
      'a consistent distance that does not fit',
      (_, path) => {
        path.consistentDistance = -1;
      },
      'consistentDistance must be',
    ],
    [
      'runs that do not add up',
      (_, path) => {
        path.mostLikely = [];
      },
      'mostLikely must add up to',
    ],
    [
      'a second image that is not there',
      (_, path) => {
        path.imageB = 12;
      },
      'record[0].imageB must be a whole number from 0 to 11; got 12',
    ],
    [
      'a negative length',
      (_, path) => {
        path.length = -1;
      },
      'record[0].length must not be negative; got -1',
    ],
    [
      'a run of a class with more than 16 bits',
      (_, path) => {
        path.mostLikely = [{ classIndex: 65_536, samples: 1 }];
      },
      'record[0].mostLikely[0].classIndex must be a whole number from 0 to 65535; got 65536',
    ],
    [
      'a run of no samples',
      (_, path) => {
        path.mostLikely = [{ classIndex: 0, samples: 0 }];
      },
      'record[0].mostLikely[0].samples must be a whole number from 1 to',
    ],
    [
      'a run that is none',
      (_, path) => {
        path.mostLikely = [0];
      },
      'record[0].mostLikely[0] must be an object; got 0',
    ],
    [
      'two runs of one class in a row',
      (_, path) => {
        path.mostLikely = [1, Number(path.samples) - 1].map((samples) => ({ classIndex: 2, samples }));
      },
      'record[0].mostLikely[1] must be of another class than the run before; got 2',
    ],
    [
      'curves in another order than of their classes',
      (_, path) => {
        path.curves = [...(path.curves as unknown[])].reverse();
      },
      'record[0].curves[1].classIndex must be a whole number from',
    ],
    [
      'one curve twice',
      (_, path) => {
        const [curve] = path.curves as unknown[];
        path.curves = [curve, curve];
      },
      'record[0].curves[1].classIndex must be a whole number from',
    ],
    [
      'a curve that is none',
      (_, path) => {
        path.curves = [0];
      },
      'record[0].curves[0] must be an object; got 0',
    ],
    [
      'a curve of a class with more than 16 bits',
      (_, path) => {
        path.curves = [{ ...(path.curves as object[])[0], classIndex: 65_536 }];
      },
      'record[0].curves[0].classIndex must be a whole number from 0 to 65535; got 65536',
    ],
    [
      'a curve that stays below 0.1',
      (_, path) => {
        path.curves = [{ classIndex: 0, probability: curveOf(Number(path.samples), 0.09) }];
      },
      'record[0].curves[0] must reach 0.1; got 0.09',
    ],
    [
      'a curve far below 0',
      (_, path) => {
        path.curves = [{ classIndex: 0, probability: curveOf(Number(path.samples), -0.5) }];
      },
      'record[0].curves[0].probability must have finite values from -0.01 to 1.01; got -0.5',
    ],
    [
      'a path along a direction where there is none',
      (_, path) => {
        path.direction = 0;
      },
      'got "direction"',
    ],
    [
      'curves where none are kept',
      (result) => {
        (result.record as Record<string, unknown>[]).at(-1)!.curves = [];
      },
      'curves must be null',
    ],
    [
      'no curves where they are kept',
      (_, path) => {
        path.curves = null;
      },
      'curves must be a list',
    ],
    [
      'a spectrum cut off',
      (_, path) => {
        path.spectra = { ...(path.spectra as object), MIRRORED: 'AAAA' };
      },
      'spectra.MIRRORED must have',
    ],
    [
      'a spectrum that is not base64',
      (_, path) => {
        path.spectra = { ...(path.spectra as object), MIRRORED: '%%' };
      },
      'must be base64',
    ],
  ])('%s', (_, change, message) => expect(refusal(change)).toContain(message));

  test('NaN in a spectrum', () => {
    const spectra = {
      ...paths.record[0]!.spectra,
      PERIODOGRAM: paths.record[0]!.spectra.PERIODOGRAM.map(() => Number.NaN),
    };
    const record = [{ ...paths.record[0]!, spectra }, ...paths.record.slice(1)];
    const body = encodeShardResult({ ...paths, record });
    expect(() => decodeShardResult(body, pathShard, facts)).toThrow('PERIODOGRAM must have finite values from 0');
  });

  test('text that is not JSON', () => {
    expect(() => decodeShardResult('{"method":', pathShard, facts)).toThrow('it must be JSON');
    expect(() => decodeShardResult(Uint8Array.of(0xff, 0xfe), pathShard, facts)).toThrow('it must be JSON');
  });

  test('an evaluation of too few images, or with more hits than images', () => {
    const { record } = evaluation;
    const decode = (change: object) =>
      decodeShardResult(encodeShardResult({ ...evaluation, record: { ...record, ...change } }), evaluationShard, facts);
    expect(() => decode({ imagesByClass: [4, 4, 3] })).toThrow('must add up to 12 images; got 11');
    expect(() => decode({ imagesByClass: [4, 4, 5] })).toThrow('from 0 to 4; got 5');
    expect(() => decode({ hitsByClass: [4, 4] })).toThrow('must have 3 items; got 2');
    expect(() => decode({ lossSum: -1 })).toThrow('lossSum must not be negative');
  });

  test('whatever a mutation gives that is not the same shape: nothing but an EngineError comes out', () => {
    const text = encodeShardResult(paths);
    const mutation = fc.tuple(fc.nat(text.length - 1), fc.nat(40), fc.string({ maxLength: 8 }));
    fc.assert(
      fc.property(mutation, ([at, removed, inserted]) => {
        const body = text.slice(0, at) + inserted + text.slice(at + removed);
        try {
          const { record } = decodeShardResult(body, pathShard, facts);
          expect(record.map(({ classA, classB, round, samples }) => [classA, classB, round, samples])).toEqual(
            paths.record.map(({ classA, classB, round, samples }) => [classA, classB, round, samples]),
          );
          const values = record.flatMap(({ spectra }) => [
            ...spectra.PERIODOGRAM,
            ...spectra.MIRRORED,
            ...spectra.DISTANCE_POWER,
          ]);
          expect(values.every((value) => value >= 0 && Number.isFinite(value))).toBe(true);
        } catch (error) {
          if (!(error instanceof Error && error.name === 'EngineError')) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });
});
