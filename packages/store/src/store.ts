import type {
  EvaluationRecord,
  FourierHeatMapRecord,
  JacobianNormRecord,
  ModelFacts,
  NoiseFittingRecord,
  PathScope,
  RuntimeDescription,
  Shard,
  ShardOrder,
  ShardResult,
  SpectrumEstimator,
} from '@passband/engine';
import type { BackupPlace } from './backup/backup-of.ts';
import type { RunsFormat } from './needs.ts';
import type {
  MeasurementFilter,
  MetricValue,
  ModelFilter,
  ModelOrder,
  NewMeasurement,
  NewModel,
  Page,
  PageRequest,
} from './requests.ts';
import type {
  DatasetRow,
  MeasurementRow,
  MeasurementStatus,
  MetricColumn,
  MetricRow,
  ModelRow,
  PathRow,
  StreamedPath,
  Tag,
  TokenRole,
  TokenRow,
  UploadRow,
  WorkerRow,
} from './rows.ts';

/** How much waits, runs and is stored. */
export interface StoreState {
  /** Of measurements of a priority above, at or below 0: shards that wait, and for how long the oldest has been there. */
  waiting: { priority: 'above' | 'default' | 'below'; shards: number; oldestSeconds: number }[];
  leasedShards: number;
  measurements: { status: MeasurementStatus; count: number }[];
  blobs: { count: number; bytes: number };
  /** Of the database, by this process; null where there is one connection in this process. */
  connections: { open: number; idle: number; waiting: number } | null;
}

/** A shard whose lease ran out, and whether it was its last attempt. */
export interface ExpiredLease {
  shardId: string;
  measurementId: string;
  host: string | null;
  failed: boolean;
}

/** What became of a shard on whose lease a worker reported. */
export type LeaseState = 'live' | 'cancelled' | 'lost';

/** What finished shards gave of measurements whose results are not paths, in order of rounds. */
export interface ShardRecords<Record> {
  ofMeasurements(
    ids: readonly string[],
  ): Promise<{ measurementId: string; records: { firstRound: number; record: Record }[] }[]>;
}

export interface Store {
  /** In words, e.g. "PGlite, PostgreSQL 17.5" or "PostgreSQL 18.0". */
  readonly database: string;
  /** What a monitor asks: few statements, whatever is stored. */
  state(): Promise<StoreState>;
  readonly models: {
    /** Throws NameTaken. */
    insert(model: NewModel): Promise<ModelRow>;
    byIds(ids: readonly string[]): Promise<ModelRow[]>;
    byName(name: string): Promise<ModelRow | null>;
    page(
      request: PageRequest & { filter?: ModelFilter | undefined; orderBy?: ModelOrder | undefined },
    ): Promise<Page<ModelRow>>;
    /** Its name, and all its tags, where they are given. Null where there is no such id. Throws NameTaken. */
    update(id: string, change: { name?: string | undefined; tags?: Tag[] | undefined }): Promise<ModelRow | null>;
    /** With its measurements and metrics. False where there is no such id. */
    remove(id: string): Promise<boolean>;
    /** One transaction: models whose results are recorded only, with their metrics on a dataset; those whose name is taken are skipped. */
    importAll(
      models: readonly { name: string; tags: Tag[]; metrics: { name: string; value: number }[] }[],
      datasetId: string,
    ): Promise<{ imported: number; skipped: number }>;
    /** The file of a model that had none: a network that was trained. Does nothing where it has one. */
    attachFile(id: string, file: { sha256: string; sizeBytes: number; facts: ModelFacts }): Promise<void>;
    /** At most `limit`, by name. */
    list(filter: ModelFilter | undefined, limit: number): Promise<ModelRow[]>;
    facets(
      filter: ModelFilter | undefined,
      datasetId: string | undefined,
    ): Promise<{ tags: { key: string; values: string[] }[]; metrics: string[] }>;
  };
  readonly datasets: {
    insert(dataset: Omit<DatasetRow, 'id' | 'createdAt'>): Promise<DatasetRow>;
    all(): Promise<DatasetRow[]>;
    byIds(ids: readonly string[]): Promise<DatasetRow[]>;
    byName(name: string): Promise<DatasetRow | null>;
    /** With the measurements and metrics on it. False where there is no such id. */
    remove(id: string): Promise<boolean>;
  };
  readonly measurements: {
    /** One transaction: the row, its first shard, its ticket in the queue. With a key that exists: that measurement, created false. */
    start(measurement: NewMeasurement): Promise<{ measurement: MeasurementRow; created: boolean }>;
    /** All of them in one transaction, or none where `check` throws at one; with a key that exists: that measurement. */
    startAll(
      measurements: readonly NewMeasurement[],
      check: (row: MeasurementRow, place: number) => void,
    ): Promise<MeasurementRow[]>;
    /** One transaction: a measurement that was made elsewhere, SUCCEEDED with its results and metrics. */
    record(
      measurement: NewMeasurement,
      records: readonly { firstRound: number; record: NoiseFittingRecord }[],
      metrics: readonly MetricValue[],
    ): Promise<MeasurementRow>;
    byIds(ids: readonly string[]): Promise<MeasurementRow[]>;
    /** Newest first. */
    page(request: PageRequest & { filter?: MeasurementFilter | undefined }): Promise<Page<MeasurementRow>>;
    /** The same page of each of some models, in their order. */
    pagesOfModels(
      modelIds: readonly string[],
      request: PageRequest & { filter?: MeasurementFilter | undefined },
    ): Promise<Page<MeasurementRow>[]>;
    /** QUEUED or RUNNING becomes CANCELLED, its finished rounds stay; others are left as they are. Null where there is no such id. */
    cancel(id: string): Promise<MeasurementRow | null>;
    /** FAILED or CANCELLED is queued again and goes on with the rounds that are missing. */
    retry(id: string): Promise<MeasurementRow | null>;
    /** With its results and metrics; a worker hears at its next report that it is no longer wanted. False where there is no such id. */
    remove(id: string): Promise<boolean>;
    /** RUNNING measurements under precision of which a scope goes on: asked again and again, so no more than is needed. */
    undecided(): Promise<Pick<MeasurementRow, 'id' | 'roundsDone'>[]>;
    /**
     * Scopes that stopped by themselves keep their first `rounds` rounds; paths of later rounds, stored or still to come, are
     * thrown away. Does nothing for a scope that stopped before. Says what is expected in all from now on.
     */
    stopScopes(
      id: string,
      stops: readonly { scope: PathScope; rounds: number }[],
      imagesExpected: number | null,
    ): Promise<void>;
    /** RUNNING measurements whose rounds are all stored, or whose scopes all stopped: what is left is `succeed`. Also after a server was killed. */
    complete(): Promise<MeasurementRow[]>;
    /** One transaction: SUCCEEDED with its metrics. Does nothing where the measurement isn't RUNNING, and says false. */
    succeed(id: string, metrics: MetricValue[], warnings: string[]): Promise<boolean>;
    /** FAILED with a reason that a person can act on. Does nothing where the measurement is over, and says false. */
    fail(id: string, error: string): Promise<boolean>;
    /**
     * Ids of measurements that changed, of all servers on this database; within a transaction only once it is committed. Null
     * where some may have been missed, because the database was away: any may have changed.
     */
    onChange(listener: (measurementId: string | null) => void): () => void;
  };
  readonly queue: {
    /**
     * Next shard for this worker, or null: strict between priorities, within one round robin among measurements, a shard each.
     * Fixes the measurement's runtime at its first claim (the worker's best for the model's file, or the one asked for), makes the row of
     * the measurement's next shard and its ticket, and starts the lease: all in one transaction. `claim`, a UUID of the worker's
     * that becomes the lease, says which claim this is: made again, because its answer was lost, it gets the same shard.
     */
    claim(
      worker: {
        id: string;
        host: string;
        runtimes: RuntimeDescription[];
        imagesPerSecond: number | null;
        claim?: string | undefined;
      },
      leaseMs: number,
      runsFormat: RunsFormat,
    ): Promise<(ShardOrder & { lease: string; attempt: number }) | null>;
    /** Whether a shard is due that these runtimes can do: read without waiting for anybody, for those who wait for one. */
    isDue(runtimes: readonly RuntimeDescription[], runsFormat: RunsFormat): Promise<boolean>;
    heartbeat(
      shardId: string,
      lease: string,
      progress: { imagesDone: number; imagesPerSecond: number | null },
      leaseMs: number,
    ): Promise<LeaseState>;
    /** What a lease is worth to send files under: only trainings keep files. */
    fileLease(shardId: string, lease: string): Promise<LeaseState>;
    /** What a shard was ordered to do and on which dataset, to check a result against; null where there is no such shard. */
    shard(shardId: string): Promise<{ shard: Shard; measurementId: string; datasetId: string } | null>;
    /** One transaction, only under a live lease: stores the result once. */
    complete(shardId: string, lease: string, result: ShardResult): Promise<LeaseState>;
    /**
     * Gives the shard back: again after a delay while attempts are left (of three) and `again`, else the measurement FAILED.
     * `released`: by a worker that was asked to stop; at once again, and no attempt is counted.
     */
    fail(
      shardId: string,
      lease: string,
      failure: { error: string; again: boolean; released: boolean },
    ): Promise<LeaseState>;
    /** Shards whose lease ran out count as a failed attempt. Returns them. */
    sweep(now: Date): Promise<ExpiredLease[]>;
    /** Shards that wait unknown to the queue, as after a crash in a bad moment, are told to it. Returns how many there were. */
    repair(): Promise<number>;
    /** Shards that wait. */
    depth(): Promise<number>;
  };
  readonly paths: {
    byIds(ids: readonly string[]): Promise<PathRow[]>;
    /** In order of scope (within first), classA, classB, direction, round. */
    page(
      measurementId: string,
      request: PageRequest & {
        scope?: 'WITHIN_CLASS' | 'BETWEEN_CLASS' | undefined;
        classA?: number | undefined;
        classB?: number | undefined;
      },
    ): Promise<Page<PathRow>>;
    /** Rounds from the first on that are all stored, without a gap. */
    leadingRounds(measurementId: string): Promise<number>;
    /**
     * Streams all paths of a measurement without curves, in order of classA, classB, direction, round, only of complete
     * rounds; `upToRound` exclusive. Reading the spectra of one estimator takes a fraction of reading all.
     */
    stream<E extends SpectrumEstimator = SpectrumEstimator>(
      measurementId: string,
      options?: { upToRound?: number | undefined; estimators?: readonly E[] | undefined },
    ): AsyncIterable<StreamedPath<E>>;
  };
  readonly classDiversities: {
    /** By class index, null of a class of fewer than two images; null where they were not computed yet. */
    ofDataset(datasetId: string, metric: string): Promise<(number | null)[] | null>;
    put(datasetId: string, metric: string, diversities: readonly (number | null)[]): Promise<void>;
  };
  readonly evaluations: ShardRecords<EvaluationRecord>;
  readonly jacobianNorms: ShardRecords<JacobianNormRecord>;
  readonly fourierHeatMaps: ShardRecords<FourierHeatMapRecord>;
  readonly noiseFittings: ShardRecords<NoiseFittingRecord>;
  readonly metrics: {
    /** What was measured elsewhere. */
    record(modelId: string, datasetId: string | null, metrics: readonly MetricValue[]): Promise<void>;
    /** Current ones only, or all, newest first. */
    ofModels(
      modelIds: readonly string[],
      options: { names?: string[] | undefined; datasetId?: string | undefined; currentOnly: boolean },
    ): Promise<MetricRow[]>;
    /** The same current values as columns, one for each dataset and name, those with the newest value first. */
    currentColumns(
      modelIds: readonly string[],
      options: { names: readonly string[]; datasetId?: string | undefined },
    ): Promise<MetricColumn[]>;
  };
  readonly workers: {
    /** Seen within the last `withinMs`. */
    active(withinMs: number): Promise<WorkerRow[]>;
    seen(worker: { id: string; host: string; runtimes: RuntimeDescription[] }): Promise<void>;
  };
  readonly tokens: {
    create(token: { name: string; role: TokenRole; sha256: string; expiresAt: Date | null }): Promise<TokenRow>;
    /** Oldest first, those that expired as well. */
    all(): Promise<TokenRow[]>;
    /** By the sha256 of its secret; null where there is none that holds. */
    bySecret(sha256: string): Promise<TokenRow | null>;
    /** Null where there is none that holds. */
    byId(id: string): Promise<TokenRow | null>;
    used(id: string): Promise<void>;
    /** With its sessions. */
    remove(id: string): Promise<boolean>;
    /** Ids of tokens that were removed, by any server; null where some may have been missed. */
    onRevoked(listener: (id: string | null) => void): () => void;
  };
  /** Who signed in with a browser, by the hash of the cookie: known to every server on the database. */
  readonly sessions: {
    /** `tokenId`: of the token that opens it, null for the first one. */
    open(session: { sha256: string; tokenId: string | null; expiresAt: Date }): Promise<void>;
    /** Null where there is none, or it or its token has ended. */
    find(sha256: string): Promise<{ token: TokenRow | null } | null>;
    close(sha256: string): Promise<void>;
  };
  readonly uploads: {
    create(upload: { fileName: string; sizeBytes: number; sha256: string | null; expiresAt: Date }): Promise<UploadRow>;
    byId(id: string): Promise<UploadRow | null>;
    /** Bytes of an upload become a blob; refuses another size or sha256 than was said, leaving nothing behind. */
    receive(id: string, bytes: AsyncIterable<Uint8Array>): Promise<UploadRow>;
  };
  readonly blobs: {
    /** Temp file, fsync, rename, fsync of the folder, then the row. */
    put(
      bytes: AsyncIterable<Uint8Array>,
      options?: { sha256?: string | undefined; maximumBytes?: number | undefined },
    ): Promise<{ sha256: string; sizeBytes: number }>;
    /** Where a blob's bytes are on this machine; null where there is no such blob. */
    file(sha256: string): Promise<{ path: string; sizeBytes: number } | null>;
    /** Removes uploads that expired, and files that nothing names and that came in longer ago than this. Returns how many files. */
    removeUnused(olderThanMs: number): Promise<number>;
    /** A folder for work in progress, emptied when the store opens. */
    readonly workFolder: string;
  };
  readonly backups: {
    /** What a process of its own can read, with `backupOf`, while this store goes on; until it is released. */
    source(): Promise<BackupPlace & { release(): Promise<void> }>;
  };
  /** Waits for what runs, then gives the lock back. */
  close(): Promise<void>;
}
