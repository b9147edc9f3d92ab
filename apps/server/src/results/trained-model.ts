import type { MeasurementRow, Store } from '@passband/store';
import type { InspectModel } from '../registry/inspect-model.ts';

/** The network that a finished training gave becomes the file of the model that was made for it. Done twice it changes nothing. */
export async function keepTrainedModel(store: Store, inspect: InspectModel, row: MeasurementRow): Promise<void> {
  if (row.trainedModelId === null) return;
  const [stored] = await store.noiseFittings.ofMeasurements([row.id]);
  const sha256 = stored?.records.at(-1)?.record.network;
  const blob = sha256 == null ? null : await store.blobs.file(sha256);
  if (sha256 == null || !blob) throw new Error(`measurement ${row.id} is complete without its network`);
  const read = await inspect(blob.path);
  if ('error' in read) throw new Error(`the network of measurement ${row.id} can't be read: ${read.error}`);
  const [dataset] = await store.datasets.byIds([row.datasetId]);
  const classCount = dataset?.classes.length ?? read.facts.classCount;
  const facts = { ...read.facts, classCount };
  await store.models.attachFile(row.trainedModelId, { sha256, sizeBytes: blob.sizeBytes, facts });
}
