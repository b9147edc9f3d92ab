import type { Method, Methods, PathRecord, ShardResult } from '@passband/engine';
import { type Kysely, sql } from 'kysely';
import { ResultRefused } from './errors.ts';
import type { LeasedShard, LockedMeasurement } from './leases.ts';
import { insertNoiseFitting } from './noise-fittings.ts';
import { insertPaths } from './path-insert.ts';
import { continueMeasurement, isInOrder } from './shards.ts';
import type { Tables } from './tables.ts';
import type { Tickets } from './tickets.ts';

/** Stores a record; images that are kept where these are fewer than were evaluated, else null. */
type StoreRecord<M extends Method> = (
  transaction: Kysely<Tables>,
  shard: LeasedShard,
  record: Methods[M]['record'],
  measurement: LockedMeasurement,
) => Promise<number | null>;

/** Stores what a worker posted of its shard, once: the records, the shard DONE, what the measurement learns from it. */
export async function storeResult(
  transaction: Kysely<Tables>,
  tickets: Tickets,
  { shard, measurement }: { shard: LeasedShard; measurement: LockedMeasurement },
  result: ShardResult,
): Promise<void> {
  if (result.method !== measurement.method) {
    throw new ResultRefused(`a shard's result must be of its method ${measurement.method}; got ${result.method}`);
  }
  if (result.runtime !== measurement.runtime) {
    throw new ResultRefused(`a measurement's shards all run on ${measurement.runtime}; got one of ${result.runtime}`);
  }
  const kept = await storeRecord(transaction, shard, result, measurement);
  const imagesEvaluated = kept ?? result.imagesEvaluated;
  await sql`update shards set state = 'DONE', images_done = ${result.imagesEvaluated} where id = ${shard.id}`.execute(
    transaction,
  );
  const { rows } = await sql<{ roundsTotal: number }>`
    update measurements set rounds_done = rounds_done + ${shard.roundCount},
      images_evaluated = images_evaluated + ${imagesEvaluated}, device = ${result.device}
    where id = ${measurement.id} returning rounds_total as "roundsTotal"`.execute(transaction);
  // A training that ended early has no more to come.
  await sql`update measurements set images_total = images_evaluated
    where id = ${measurement.id} and method = 'NOISE_FITTING' and rounds_done >= rounds_total`.execute(transaction);
  if (isInOrder(result.method)) {
    for (const { roundsTotal } of rows)
      await continueMeasurement(transaction, tickets, { ...measurement, roundsTotal });
    return;
  }
  await sql`update models set output = ${result.output} where id = ${measurement.modelId} and output is null`.execute(
    transaction,
  );
}

function storeRecord<M extends Method>(
  transaction: Kysely<Tables>,
  shard: LeasedShard,
  { method, record }: ShardResult<M>,
  measurement: LockedMeasurement,
): Promise<number | null> {
  const store: StoreRecord<M> = stores[method];
  return store(transaction, shard, record, measurement);
}

/** The compiler lists whichever method is missing. */
const stores: { readonly [M in Method]: StoreRecord<M> } = {
  PATH_SPECTRUM: storePaths,
  async EVALUATION(transaction, shard, { imagesByClass, hitsByClass, lossSum }) {
    const counts = { images_by_class: imagesByClass, hits_by_class: hitsByClass, loss_sum: lossSum };
    await transaction
      .insertInto('evaluations')
      .values({ ...placeOf(shard), ...counts })
      .execute();
    return null;
  },
  async JACOBIAN_NORM(transaction, shard, { squares }) {
    await transaction
      .insertInto('jacobian_norms')
      .values({ ...placeOf(shard), squares })
      .execute();
    return null;
  },
  async FOURIER_HEAT_MAP(transaction, shard, { errors }) {
    await transaction
      .insertInto('fourier_heat_maps')
      .values({ ...placeOf(shard), errors })
      .execute();
    return null;
  },
  async NOISE_FITTING(transaction, shard, record) {
    await insertNoiseFitting(transaction, { ...placeOf(shard), record });
    if (record.network === null) return null;
    // It may have ended before the last epoch that was asked for.
    await sql`update measurements set rounds_total = ${shard.firstRound + record.epochs.length}::int
      where id = ${shard.measurementId}`.execute(transaction);
    return null;
  },
};

const placeOf = ({ measurementId, id, firstRound }: LeasedShard) => ({
  measurement_id: measurementId,
  shard_id: id,
  first_round: firstRound,
});

/** Only whole rounds are stored, so that what is there is always balanced over the groups. */
async function storePaths(
  transaction: Kysely<Tables>,
  shard: LeasedShard,
  paths: readonly PathRecord[],
  measurement: LockedMeasurement,
): Promise<number | null> {
  checkRounds(shard, paths);
  const kept = keptPaths(paths, measurement);
  await insertPaths(transaction, shard.measurementId, kept);
  // Under precision what counts is what is kept: the same whatever number of workers there is.
  return measurement.scopesLeft === null ? null : kept.reduce((sum, { samples }) => sum + samples, 0);
}

function checkRounds(shard: LeasedShard, paths: readonly PathRecord[]): void {
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
}

/** Without the paths of scopes that stopped by themselves while the shard was out. */
function keptPaths(
  paths: readonly PathRecord[],
  { withinRounds, betweenRounds }: LockedMeasurement,
): readonly PathRecord[] {
  if (withinRounds === null && betweenRounds === null) return paths;
  const kept = ({ classA, classB }: PathRecord): number | null => (classA === classB ? withinRounds : betweenRounds);
  return paths.filter((path) => path.round < (kept(path) ?? Infinity));
}
