import type { InputLayout, InputScale, ModelOutput, PathScope, RuntimeDescription } from '@passband/engine';
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { MeasurementMethod, MeasurementStatus, ModelFormat, TokenRole } from './rows.ts';

type CreatedAt = ColumnType<Date, Date | undefined, never>;

export interface Tables {
  models: {
    id: string;
    name: string;
    format: ModelFormat;
    output: ModelOutput | null;
    sha256: string | null;
    size_bytes: number | null;
    parameter_count: number | null;
    input_shape: number[] | null;
    class_count: number | null;
    input_mean: number[] | null;
    input_std: number[] | null;
    input_scale: InputScale;
    input_layout: InputLayout | null;
    created_at: CreatedAt;
  };
  model_tags: { model_id: string; position: number; key: string; value: string };
  datasets: {
    id: string;
    name: string;
    sha256: string | null;
    canonical_sha256: string | null;
    canonical_size_bytes: number | null;
    image_count: number;
    image_shape: number[] | null;
    mean: number[] | null;
    std: number[] | null;
    class_names: string[];
    class_image_counts: number[];
    preparation: string | null;
    created_at: CreatedAt;
  };
  measurements: {
    id: string;
    method: MeasurementMethod;
    status: Generated<MeasurementStatus>;
    model_id: string;
    dataset_id: string;
    seed: number;
    parameters: string;
    parameters_sha256: string;
    runtime_asked: string;
    runtime: string | null;
    device: string | null;
    passband_version: string;
    model_sha256: string | null;
    dataset_sha256: string;
    priority: number;
    idempotency_key: string | null;
    created_by: string | null;
    created_at: CreatedAt;
    started_at: Date | null;
    finished_at: Date | null;
    error: string | null;
    warnings: string[];
    rounds_total: number;
    rounds_done: Generated<number>;
    images_evaluated: Generated<number>;
    images_total: number;
    /** Of PATH_SPECTRUM under precision: scopes that go on; null where the number of rounds is fixed. */
    scopes_left: PathScope[] | null;
    /** Rounds that a scope keeps once it stopped by itself. */
    within_rounds: number | null;
    between_rounds: number | null;
    images_expected: number | null;
    /** Of NOISE_FITTING: where losses are taken, null for a share of the dataset; whose probabilities labels are mixed with. */
    validation_dataset_id: string | null;
    teacher_model_id: string | null;
    /** The model that was made for the network that is trained; null where the results hang on one that was there. */
    trained_model_id: string | null;
  };
  shards: {
    id: string;
    measurement_id: string;
    number: number;
    first_round: number;
    round_count: number;
    state: Generated<'WAITING' | 'LEASED' | 'DONE'>;
    attempts: Generated<number>;
    lease: string | null;
    lease_until: Date | null;
    worker_id: string | null;
    images_done: Generated<number>;
    images_per_second: number | null;
    /** Of its measurement's scopes only these; null for all. */
    scopes: PathScope[] | null;
  };
  paths: {
    id: GeneratedAlways<number>;
    measurement_id: string;
    between_classes: boolean;
    class_a: number;
    class_b: number;
    /** Place in the measurement's list of directions; -1 between two images. */
    direction: number;
    round: number;
    image_a: number;
    image_b: number | null;
    samples: number;
    length: number | null;
    consistent_distance: number;
    periodogram: Uint8Array;
    mirrored: Uint8Array;
    distance_power: Uint8Array;
    most_likely: number[];
    curve_classes: number[] | null;
    curves: Uint8Array | null;
  };
  evaluations: {
    measurement_id: string;
    shard_id: string;
    first_round: number;
    images_by_class: number[];
    hits_by_class: number[];
    loss_sum: number;
  };
  jacobian_norms: { measurement_id: string; shard_id: string; first_round: number; squares: number[] };
  fourier_heat_maps: { measurement_id: string; shard_id: string; first_round: number; errors: number[] };
  /** Epochs of a finished shard, or all of a measurement that was recorded (without a shard). */
  noise_fittings: {
    measurement_id: string;
    shard_id: string | null;
    first_round: number;
    train_losses: (number | null)[];
    clean_losses: number[];
    noisy_losses: number[];
    uniform_losses: (number | null)[];
    clean_accuracies: (number | null)[];
    checkpoint: string | null;
    network: string | null;
  };
  class_diversities: { dataset_id: string; metric: string; diversities: (number | null)[] };
  tokens: {
    id: string;
    name: string;
    role: TokenRole;
    sha256: string;
    created_at: CreatedAt;
    last_used_at: Date | null;
    expires_at: Date | null;
  };
  metrics: MetricTable;
  workers: {
    id: string;
    host: string;
    runtimes: JSONColumnType<RuntimeDescription[]>;
    last_seen_at: Generated<Date>;
  };
  uploads: {
    id: string;
    file_name: string;
    size_bytes: number;
    sha256: string | null;
    received_sha256: string | null;
    expires_at: Date;
    created_at: CreatedAt;
  };
  blobs: { sha256: string; size_bytes: number; created_at: CreatedAt };
  /** Content of blobs on PostgreSQL; the embedded database has none. */
  blob_parts: { sha256: string; number: number; bytes: Uint8Array };
  /** By the hash of the cookie; without a token they are of the first one. */
  sessions: { sha256: string; token_id: string | null; created_at: CreatedAt; expires_at: Date };
}

interface MetricTable {
  id: string;
  model_id: string;
  dataset_id: string | null;
  measurement_id: string | null;
  name: string;
  value: number;
  standard_error: number | null;
  lower: number | null;
  upper: number | null;
  recorded_at: CreatedAt;
}
