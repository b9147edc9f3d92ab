import { describe, expect, test } from 'vitest';
import { datasetFacts } from '../dataset-facts.ts';
import { noiseFitting } from '../noise-fitting.ts';
import type { Shard } from '../shard.ts';
import { randomImages } from '../test-images.ts';

const facts = datasetFacts(randomImages(12));
const input = { architecture: 'mlp', frequency: 1, epochs: 5, stopAtLoss: 0.25 };
const { parameters } = noiseFitting.parseParameters(input, facts);
const shard = (firstRound: number): Shard<'NOISE_FITTING'> => ({
  ...{ method: 'NOISE_FITTING', parameters: parameters!, firstRound, roundCount: 2 },
});
const epoch = { trainLoss: 1, cleanLoss: 0.5, noisyLoss: 0.75, uniformLoss: 0.875, cleanAccuracy: 0.5 };
const stopping = { ...epoch, cleanLoss: 0.25 };
const hash = 'a0'.repeat(32);
const decode = (value: unknown, firstRound = 0) =>
  noiseFitting.decode(JSON.parse(JSON.stringify(value)), shard(firstRound), facts);

describe('accepted as it was is a record', () => {
  test.each([
    ['of epochs after which it goes on', 0, { epochs: [epoch, epoch], checkpoint: hash, network: null }],
    ['of the last epochs', 3, { epochs: [epoch, epoch], checkpoint: null, network: hash }],
    ['that ends by a stop rule', 0, { epochs: [stopping], checkpoint: null, network: hash }],
    ['whose last ordered epoch meets a stop rule', 0, { epochs: [epoch, stopping], checkpoint: null, network: hash }],
  ])('%s', (_, firstRound, record) => {
    expect(decode(noiseFitting.encode(record), firstRound)).toEqual(record);
  });
});

test('a loss a little below 0, by rounding, is accepted, and an accuracy of 0 or 1', () => {
  const edge = { ...epoch, trainLoss: -0.0005, cleanAccuracy: 0 };
  const record = { epochs: [edge, { ...edge, cleanAccuracy: 1 }], checkpoint: hash, network: null };
  expect(decode(record)).toEqual(record);
});

describe('refused is', () => {
  const record = { epochs: [epoch, epoch], checkpoint: hash, network: null };
  const changed = (change: object) => ({ ...record, epochs: [epoch, { ...epoch, ...change }] });
  test.each<[string, object, string]>([
    ['one epoch too few', { ...record, epochs: [epoch] }, 'record.epochs must have 2 items; got 1'],
    [
      'one after a stop rule was met',
      { ...record, epochs: [stopping, epoch] },
      'record.epochs must have 1 items; got 2',
    ],
    ['one too many', { ...record, epochs: [epoch, epoch, epoch] }, 'record.epochs must have 2 items; got 3'],
    ['a network before the end', { ...record, network: hash }, 'record.network must be null'],
    ['no checkpoint before the end', { ...record, checkpoint: null }, 'record.checkpoint must be a sha256'],
    ['a hash that is none', { ...record, checkpoint: '../x' }, 'record.checkpoint must be a sha256'],
    ['a loss that is not finite', changed({ noisyLoss: null }), 'record.epochs[1].noisyLoss must be a finite number'],
    ['a negative loss', changed({ trainLoss: -1 }), 'record.epochs[1].trainLoss must not be negative; got -1'],
    ['an accuracy above 1', changed({ cleanAccuracy: 1.5 }), 'cleanAccuracy must be from 0 to 1; got 1.5'],
    [
      'a negative accuracy',
      changed({ cleanAccuracy: -0.5 }),
      'record.epochs[1].cleanAccuracy must be from 0 to 1; got -0.5',
    ],
    [
      'no accuracy',
      changed({ cleanAccuracy: null }),
      'record.epochs[1].cleanAccuracy must be a finite number; got null',
    ],
    ['a negative clean loss', changed({ cleanLoss: -1 }), 'record.epochs[1].cleanLoss must not be negative; got -1'],
    ['a negative noisy loss', changed({ noisyLoss: -1 }), 'record.epochs[1].noisyLoss must not be negative; got -1'],
    [
      'a negative uniform loss',
      changed({ uniformLoss: -1 }),
      'record.epochs[1].uniformLoss must not be negative; got -1',
    ],
    ['an epoch that is none', { ...record, epochs: [epoch, 1] }, 'record.epochs[1] must be an object; got 1'],
    ['epochs that are no list', { ...record, epochs: {} }, 'record.epochs must be a list; got {}'],
    ['a record that is none', [], 'record must be an object; got []'],
    ['a hash that is too long', { ...record, checkpoint: `${hash}0` }, 'record.checkpoint must be a sha256 of 64'],
    ['a hash with more before it', { ...record, checkpoint: `x${hash}` }, 'record.checkpoint must be a sha256 of 64'],
    ['an unknown key', changed({ more: 1 }), 'got "more"'],
  ])('%s', (_, value, message) => expect(() => decode(value)).toThrow(message));
});
