import type { EvaluationRecord, PathRecord, ShardResult } from '@passband/engine';
import { type Kysely, sql } from 'kysely';
import { ResultRefused } from './errors.ts';
import type { LeasedShard } from './leases.ts';
import { insertPaths } from './path-insert.ts';
import type { Tables } from './tables.ts';

/** Stores what a worker posted of its shard, once: the records, the shard DONE, what the measurement learns from it. */
export async function storeResult(transaction: Kysely<Tables>, shard: LeasedShard, result: ShardResult): Promise<void> {
  const measurement = await transaction
    .selectFrom('measurements')
    .select(['method', 'runtime', 'model_id'])
    .where('id', '=', shard.measurementId)
    .executeTakeFirstOrThrow();
  if (result.method !== measurement.method) {
    throw new ResultRefused(`a shard's result must be of its method ${measurement.method}; got ${result.method}`);
  }
  if (result.runtime !== measurement.runtime) {
    throw new ResultRefused(`a measurement's shards all run on ${measurement.runtime}; got one of ${result.runtime}`);
  }
  if (isPathResult(result)) await storePaths(transaction, shard, result.record);
  else if (isEvaluationResult(result)) await storeEvaluation(transaction, shard, result.record);
  await sql`update shards set state = 'DONE', images_done = ${result.imagesEvaluated} where id = ${shard.id}`.execute(
    transaction,
  );
  await sql`update measurements set rounds_done = rounds_done + ${shard.roundCount},
    images_evaluated = images_evaluated + ${result.imagesEvaluated}, device = ${result.device}
    where id = ${shard.measurementId}`.execute(transaction);
  await sql`update models set output = ${result.output} where id = ${measurement.model_id} and output is null`.execute(
    transaction,
  );
}

const isPathResult = (result: ShardResult): result is ShardResult<'PATH_SPECTRUM'> => result.method === 'PATH_SPECTRUM';
const isEvaluationResult = (result: ShardResult): result is ShardResult<'EVALUATION'> => result.method === 'EVALUATION';

/** Only whole rounds are stored, so that what is there is always balanced over the groups. */
async function storePaths(
  transaction: Kysely<Tables>,
  shard: LeasedShard,
  paths: readonly PathRecord[],
): Promise<void> {
  const end = shard.firstRound + shard.roundCount;
  const perRound = new Map<number, number>();
  for (const path of paths) {
    if (path.round < shard.firstRound || path.round >= end) {
      throw new ResultRefused(
        `a shard's paths must be of its rounds ${shard.firstRound} to ${end - 1}; got round ${path.round}`,
      );
    }
    perRound.set(path.round, (perRound.get(path.round) ?? 0) + 1);
  }
  const counts = new Set(perRound.values());
  if (perRound.size !== shard.roundCount || counts.size !== 1) {
    throw new ResultRefused(
      `a shard's ${shard.roundCount} rounds must hold equally many paths; got ${[...perRound].map(([round, count]) => `${count} in round ${round}`).join(', ') || 'none'}`,
    );
  }
  await insertPaths(transaction, shard.measurementId, paths);
}

async function storeEvaluation(
  transaction: Kysely<Tables>,
  shard: LeasedShard,
  record: EvaluationRecord,
): Promise<void> {
  await transaction
    .insertInto('evaluations')
    .values({
      measurement_id: shard.measurementId,
      shard_id: shard.id,
      first_round: shard.firstRound,
      images_by_class: record.imagesByClass,
      hits_by_class: record.hitsByClass,
      loss_sum: record.lossSum,
    })
    .execute();
}
