import type { NoiseFittingEpochRecord, NoiseFittingRecord } from '@passband/engine';
import { type Kysely, sql } from 'kysely';
import { ResultRefused } from './errors.ts';
import { shardRecords } from './shard-records.ts';
import type { ShardRecords } from './store.ts';
import type { Tables } from './tables.ts';

type Row = Tables['noise_fittings'];

/** What finished epochs gave, in order, by measurement. */
export function noiseFittings(kysely: Kysely<Tables>): ShardRecords<NoiseFittingRecord> {
  return shardRecords(kysely, sql`* from noise_fittings`, recordOf);
}

/** Stores epochs; the files that they name must be among the blobs. */
export async function insertNoiseFitting(
  transaction: Kysely<Tables>,
  { record, ...place }: Place & { record: NoiseFittingRecord },
): Promise<void> {
  const { checkpoint, network } = record;
  await dropCheckpoints(transaction, place.measurement_id, place.first_round);
  for (const file of [checkpoint, network]) if (file !== null) await checkStored(transaction, file);
  await transaction.insertInto('noise_fittings').values(rowOf(place, record)).execute();
}

/** Stores what was measured elsewhere, without files. */
export async function insertRecordedEpochs(
  transaction: Kysely<Tables>,
  measurementId: string,
  records: readonly { firstRound: number; record: NoiseFittingRecord }[],
): Promise<void> {
  const rows = records.map(({ firstRound, record }) =>
    rowOf({ measurement_id: measurementId, shard_id: null, first_round: firstRound }, record),
  );
  for (let k = 0; k < rows.length; k += ROWS)
    await transaction
      .insertInto('noise_fittings')
      .values(rows.slice(k, k + ROWS))
      .execute();
}

/** Of one statement. */
const ROWS = 1_000;
type Place = Pick<Row, 'measurement_id' | 'shard_id' | 'first_round'>;

function rowOf(place: Place, { epochs, checkpoint, network }: NoiseFittingRecord): Row {
  return {
    ...place,
    train_losses: epochs.map(({ trainLoss }) => trainLoss),
    clean_losses: epochs.map(({ cleanLoss }) => cleanLoss),
    noisy_losses: epochs.map(({ noisyLoss }) => noisyLoss),
    uniform_losses: epochs.map(({ uniformLoss }) => uniformLoss),
    clean_accuracies: epochs.map(({ cleanAccuracy }) => cleanAccuracy),
    checkpoint,
    network,
  };
}

/** The next epoch goes on from the last one's file; those before it are needed no more. */
async function dropCheckpoints(transaction: Kysely<Tables>, measurementId: string, before: number): Promise<void> {
  await sql`update noise_fittings set checkpoint = null
    where measurement_id = ${measurementId} and first_round < ${before}::int and checkpoint is not null`.execute(
    transaction,
  );
}

async function checkStored(transaction: Kysely<Tables>, sha256: string): Promise<void> {
  const { rows } = await sql`select from blobs where sha256 = ${sha256}`.execute(transaction);
  if (rows.length === 0)
    throw new ResultRefused(`a file that a result names must be sent before the result; ${sha256} was not`);
}

function recordOf(row: Row): NoiseFittingRecord {
  const epochs = row.clean_losses.map(
    (cleanLoss, k): NoiseFittingEpochRecord => ({
      trainLoss: row.train_losses[k] ?? null,
      cleanLoss,
      noisyLoss: row.noisy_losses[k] ?? Number.NaN,
      uniformLoss: row.uniform_losses[k] ?? null,
      cleanAccuracy: row.clean_accuracies[k] ?? null,
    }),
  );
  return { epochs, checkpoint: row.checkpoint, network: row.network };
}
