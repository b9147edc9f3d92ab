import { describe, expect, it } from 'vitest';
import { ResultRefused } from './errors.ts';
import type { NewMeasurement, NewModel } from './requests.ts';
import { databases, useStore } from './testing/databases.ts';
import { failure, storedMeasurement } from './testing/queue.ts';
import {
  type Claimed,
  claimOne,
  epochRecord,
  newDataset,
  newMeasurement,
  newModel,
  resultOf,
  runtime,
  startOne,
  tryClaim,
} from './testing/rows.ts';

const alone: NonNullable<NewMeasurement['training']> = {
  ...{ validationDatasetId: null, teacherModelId: null, trainedModel: null },
};
const training: Partial<NewMeasurement> = {
  method: 'NOISE_FITTING',
  parameters: '{"seed":0}',
  roundsTotal: 3,
  imagesTotal: 3000,
  training: alone,
};
/** One whose network becomes a model. */
const trainingOf = (trainedModel: NewModel): Partial<NewMeasurement> => ({
  ...training,
  modelId: null,
  training: { ...alone, trainedModel },
});
const trainer = { runtimes: [runtime('onnx/cpu'), runtime('tfjs/wasm')] };

describe.each(databases)('noise fitting on %s', (kind) => {
  const test = useStore(kind);
  const kept = async (text: string): Promise<string> =>
    (
      await test.store.blobs.put(
        (async function* () {
          yield Buffer.from(text);
        })(),
      )
    ).sha256;
  const trains = (by = trainer) =>
    test.store.queue.claim(
      { id: 'w', host: 'h', imagesPerSecond: null, ...by },
      60_000,
      (name, format) => name === 'tfjs/wasm' && format === 'TFJS_LAYERS',
    );

  /** An epoch done, with the file that the next goes on from or the network that it ended in. */
  async function epochDone(order: Claimed, files: { checkpoint?: string; network?: string }): Promise<void> {
    const { checkpoint = null, network = null } = files;
    const record = { epochs: [epochRecord(order.shard.firstRound)], checkpoint, network };
    expect(await test.store.queue.complete(order.id, order.lease, resultOf(order, { record }))).toBe('live');
  }

  it('is ordered epoch by epoch, each once the one before is done, with the file that it goes on from', async () => {
    await startOne(test.store, training);
    const first = await claimOne(test.store, trainer);
    expect(first).toMatchObject({ model: null, training: { checkpoint: null, validation: null, teacher: null } });
    expect(await tryClaim(test.store, { ...trainer, id: 'b' })).toBeNull();
    const sha256 = await kept('after epoch 1');
    await epochDone(first, { checkpoint: sha256 });
    const second = await claimOne(test.store, { ...trainer, id: 'b' });
    expect(second.shard).toMatchObject({ firstRound: 1, roundCount: 1 });
    expect(second.training?.checkpoint).toBe(sha256);
    const next = await kept('after epoch 2');
    await epochDone(second, { checkpoint: next });
    // What the second went on from is needed no more.
    expect(await test.store.blobs.removeUnused(-1_000)).toBe(1);
    expect(await test.store.blobs.file(sha256)).toBeNull();
    expect((await claimOne(test.store, trainer)).training?.checkpoint).toBe(next);
  });

  it('is given to a worker that trains, on a runtime for layers models', async () => {
    const { id } = await startOne(test.store, training);
    expect(await trains({ runtimes: [runtime('onnx/cpu')] })).toBeNull();
    expect((await trains())?.runtime).toBe('tfjs/wasm');
    expect((await storedMeasurement(test.store, id)).runtime).toBe('tfjs/wasm');
  });

  it('goes on from the last epoch that was done when a worker fails, and when it is retried', async () => {
    const { id } = await startOne(test.store, training);
    const sha256 = await kept('after epoch 1');
    await epochDone(await claimOne(test.store, trainer), { checkpoint: sha256 });
    const second = await claimOne(test.store, trainer);
    await test.store.queue.fail(second.id, second.lease, { ...failure, again: false });
    expect((await storedMeasurement(test.store, id)).status).toBe('FAILED');
    await test.store.measurements.retry(id);
    const again = await claimOne(test.store, trainer);
    expect(again.shard.firstRound).toBe(1);
    expect(again.training?.checkpoint).toBe(sha256);
  });

  it('is complete after its last epoch, or after the one that gave the network', async () => {
    const { id } = await startOne(test.store, training);
    await epochDone(await claimOne(test.store, trainer), { checkpoint: await kept('one') });
    await epochDone(await claimOne(test.store, trainer), { network: await kept('a network') });
    expect(await tryClaim(test.store, trainer)).toBeNull();
    expect((await test.store.measurements.complete()).map((row) => row.id)).toEqual([id]);
    expect(await storedMeasurement(test.store, id)).toMatchObject({
      roundsDone: 2,
      roundsTotal: 2,
      imagesExpected: 2000,
    });
    const [stored] = await test.store.noiseFittings.ofMeasurements([id]);
    expect(stored?.records.map(({ firstRound, record }) => [firstRound, record.epochs])).toEqual([
      [0, [epochRecord(0)]],
      [1, [epochRecord(1)]],
    ]);
  });

  it('refuses a result that names a file which was not sent', async () => {
    await startOne(test.store, training);
    const order = await claimOne(test.store, trainer);
    const record = { epochs: [epochRecord(0)], checkpoint: 'f'.repeat(64), network: null };
    await expect(test.store.queue.complete(order.id, order.lease, resultOf(order, { record }))).rejects.toThrow(
      ResultRefused,
    );
  });

  it('names the dataset that losses are taken on and the teacher', async () => {
    const [validation, teacher] = [
      await test.store.datasets.insert(newDataset()),
      await test.store.models.insert(newModel()),
    ];
    await startOne(test.store, {
      ...training,
      training: { ...alone, validationDatasetId: validation.id, teacherModelId: teacher.id },
    });
    const order = await claimOne(test.store, trainer);
    expect(order.training?.validation).toEqual({ canonicalSha256: validation.canonicalSha256 });
    expect(order.training?.teacher).toMatchObject({
      sha256: teacher.sha256,
      format: 'ONNX',
      feed: teacher.feed,
    });
  });

  it('makes a model for the trained network, once for one key, whose name may be taken and whose file comes later', async () => {
    const made = newModel({ name: 'small-cnn', format: 'TFJS_LAYERS', sha256: null });
    const dataset = await test.store.datasets.insert(newDataset());
    const start = (idempotencyKey: string) =>
      startOne(test.store, { ...trainingOf(made), idempotencyKey }, { dataset });
    const first = await start('a');
    expect((await start('a')).id).toBe(first.id);
    expect(first.trainedModelId).toBe(first.modelId);
    const second = await start('b');
    const models = await test.store.models.byIds([first.modelId, second.modelId]);
    expect(models.map(({ name }) => name)).toEqual(['small-cnn', 'small-cnn (2)']);
    const facts = {
      format: 'TFJS_LAYERS',
      inputShape: [28, null, 1],
      inputLayout: 'NHWC',
      classCount: 2,
      parameterCount: 9,
    } as const;
    await test.store.models.attachFile(first.modelId, {
      sha256: 'e'.repeat(64),
      sizeBytes: 5,
      facts: { ...facts, inputShape: [...facts.inputShape] },
    });
    expect((await test.store.models.byIds([first.modelId]))[0]).toMatchObject({
      sha256: 'e'.repeat(64),
      sizeBytes: 5,
      output: 'LOGITS',
      inputShape: [28, -1, 1],
      classCount: 2,
    });
  });

  it('is kept as it was recorded, with its metrics, some epochs left out', async () => {
    const [model, dataset] = [
      await test.store.models.insert(newModel()),
      await test.store.datasets.insert(newDataset()),
    ];
    const of = { ...training, modelId: model.id, datasetId: dataset.id, roundsTotal: 2, imagesTotal: 0 };
    const measurement: NewMeasurement = { ...newMeasurement({ model, dataset }), ...of };
    const records = [0, 4].map((firstRound) => ({
      firstRound,
      record: { epochs: [epochRecord(firstRound)], checkpoint: null, network: null },
    }));
    const metric = { name: 'noiseFitting.minimum', value: -0.7, standardError: null, lower: null, upper: null };
    const row = await test.store.measurements.record(measurement, records, [metric]);
    expect(row).toMatchObject({ status: 'SUCCEEDED', roundsDone: 2 });
    expect((await test.store.noiseFittings.ofMeasurements([row.id]))[0]?.records).toEqual(records);
    expect(await test.store.metrics.ofModels([model.id], { currentOnly: true })).toMatchObject([metric]);
    expect(await tryClaim(test.store, trainer)).toBeNull();
  });

  it('of many epochs is recorded at one go', async () => {
    const [model, dataset] = [
      await test.store.models.insert(newModel()),
      await test.store.datasets.insert(newDataset()),
    ];
    const records = Array.from({ length: 3_000 }, (_, k) => ({
      firstRound: k,
      record: { epochs: [epochRecord(k)], checkpoint: null, network: null },
    }));
    const measurement = { ...newMeasurement({ model, dataset }), ...training, roundsTotal: 3_000 };
    const { id } = await test.store.measurements.record(measurement, records, []);
    expect((await test.store.noiseFittings.ofMeasurements([id]))[0]?.records).toHaveLength(3_000);
  });

  it('that is deleted takes the model that was made for it along, unless it was trained to the end', async () => {
    const dataset = await test.store.datasets.insert(newDataset());
    const made = newModel({ format: 'TFJS_LAYERS', sha256: null });
    const [one, other] = [
      await startOne(test.store, trainingOf(made), { dataset }),
      await startOne(test.store, trainingOf(made), { dataset }),
    ];
    await test.store.models.attachFile(other.modelId, {
      ...{ sha256: 'e'.repeat(64), sizeBytes: 5 },
      facts: { format: 'TFJS_LAYERS', inputShape: [1], inputLayout: 'NHWC', classCount: 2, parameterCount: 9 },
    });
    for (const { id } of [one, other]) expect(await test.store.measurements.remove(id)).toBe(true);
    expect((await test.store.models.byIds([one.modelId, other.modelId])).map(({ id }) => id)).toEqual([other.modelId]);
    const third = await startOne(test.store, trainingOf(made), { dataset });
    expect(await test.store.datasets.remove(dataset.id)).toBe(true);
    expect(await test.store.models.byIds([third.modelId])).toEqual([]);
  });

  it('that needs a teacher or a validation dataset has failed once that is deleted, with the reason', async () => {
    const [validation, teacher] = [
      await test.store.datasets.insert(newDataset()),
      await test.store.models.insert(newModel()),
    ];
    const needs = (validationDatasetId: string | null, teacherModelId: string | null) =>
      startOne(test.store, { ...training, training: { ...alone, validationDatasetId, teacherModelId } });
    const [a, b] = [await needs(validation.id, null), await needs(null, teacher.id)];
    await test.store.datasets.remove(validation.id);
    await test.store.models.remove(teacher.id);
    expect(await storedMeasurement(test.store, a.id)).toMatchObject({
      status: 'FAILED',
      error: 'its validation dataset was deleted',
    });
    expect((await storedMeasurement(test.store, b.id)).error).toBe('its teacher was deleted');
  });

  it('with a teacher is given to a worker that evaluates the teacher’s files too', async () => {
    const teacher = await test.store.models.insert(newModel({ format: 'TF_SAVED_MODEL' }));
    await startOne(test.store, { ...training, training: { ...alone, teacherModelId: teacher.id } });
    const claimed = (formats: string[]) =>
      test.store.queue.claim({ id: 'w', host: 'h', imagesPerSecond: null, ...trainer }, 60_000, (_, format) =>
        formats.includes(format),
      );
    expect(await claimed(['TFJS_LAYERS'])).toBeNull();
    expect(await claimed(['TFJS_LAYERS', 'TF_SAVED_MODEL'])).not.toBeNull();
  });

  it('is started with others, all or none', async () => {
    const [model, dataset] = [
      await test.store.models.insert(newModel()),
      await test.store.datasets.insert(newDataset()),
    ];
    const one = { ...newMeasurement({ model, dataset }), ...training };
    const refuse = () => {
      throw new Error('the second is another');
    };
    await expect(
      test.store.measurements.startAll([one, one], (_, k) => (k === 1 ? refuse() : undefined)),
    ).rejects.toThrow('another');
    expect((await test.store.measurements.page({ first: 1 })).totalCount).toBe(0);
    expect(await test.store.measurements.startAll([one, one], () => {})).toHaveLength(2);
  });

  it('knows a lease that is live from one that is not', async () => {
    await startOne(test.store, training);
    const { id, lease, measurementId } = await claimOne(test.store, trainer);
    expect(await test.store.queue.fileLease(id, lease)).toBe('live');
    expect(await test.store.queue.fileLease(id, id)).toBe('lost');
    expect(await test.store.queue.fileLease('x', lease)).toBe('lost');
    await test.store.measurements.cancel(measurementId);
    expect(await test.store.queue.fileLease(id, lease)).toBe('cancelled');
    await startOne(test.store);
    const evaluates = await claimOne(test.store);
    expect(await test.store.queue.fileLease(evaluates.id, evaluates.lease)).toBe('lost');
  });
});
