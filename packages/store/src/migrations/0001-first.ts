/** Times are kept to the millisecond, as Date holds them, so that a cursor made from one finds its row again. */
export const first = `
create table models (
  id uuid primary key,
  name text collate "C" not null unique,
  format text not null,
  output text,
  sha256 text,
  size_bytes bigint,
  parameter_count bigint,
  input_shape int[],
  class_count int,
  input_mean float8[],
  input_std float8[],
  input_scale text not null,
  input_layout text,
  created_at timestamptz(3) not null default now()
);
create index models_created on models (created_at, id);

create table model_tags (
  model_id uuid not null references models on delete cascade,
  position int not null,
  key text collate "C" not null,
  value text collate "C" not null,
  primary key (model_id, position)
);
create index model_tags_key on model_tags (key, value, model_id);

create table datasets (
  id uuid primary key,
  name text collate "C" not null unique,
  sha256 text,
  canonical_sha256 text,
  canonical_size_bytes bigint,
  image_count int not null,
  image_shape int[],
  mean float8[],
  std float8[],
  class_names text[] not null,
  class_image_counts int[] not null,
  created_at timestamptz(3) not null default now()
);

create table measurements (
  id uuid primary key,
  method text not null,
  status text not null default 'QUEUED',
  model_id uuid not null references models on delete cascade,
  dataset_id uuid not null references datasets on delete cascade,
  seed bigint not null,
  parameters text not null,
  parameters_sha256 text not null,
  runtime_asked text not null,
  runtime text,
  device text,
  passband_version text not null,
  model_sha256 text,
  dataset_sha256 text not null,
  priority int not null,
  idempotency_key text unique,
  created_by text,
  created_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  error text,
  warnings text[] not null,
  rounds_total int not null check (rounds_total > 0),
  rounds_done int not null default 0,
  images_evaluated bigint not null default 0,
  images_total bigint not null
);
create index measurements_created on measurements (created_at, id);
create index measurements_model on measurements (model_id, created_at, id);
create index measurements_dataset on measurements (dataset_id, created_at, id);
create index measurements_status on measurements (status, created_at, id);

create table shards (
  id uuid primary key,
  measurement_id uuid not null references measurements on delete cascade,
  number int not null,
  first_round int not null,
  round_count int not null check (round_count > 0),
  state text not null default 'WAITING',
  attempts int not null default 0,
  lease uuid,
  lease_until timestamptz,
  worker_id text,
  images_done bigint not null default 0,
  images_per_second float8,
  unique (measurement_id, number)
);
create index shards_waiting on shards (measurement_id) where state = 'WAITING';
create index shards_leased on shards (lease_until) where state = 'LEASED';

create table paths (
  id bigint generated always as identity primary key,
  measurement_id uuid not null references measurements on delete cascade,
  between_classes boolean not null,
  class_a int not null,
  class_b int not null,
  round int not null,
  image_a int not null,
  image_b int not null,
  samples int not null,
  length float8 not null,
  consistent_distance int not null,
  periodogram bytea not null,
  mirrored bytea not null,
  distance_power bytea not null,
  most_likely int[] not null,
  curve_classes int[],
  curves bytea,
  unique (measurement_id, class_a, class_b, round)
);
create index paths_listed on paths (measurement_id, between_classes, class_a, class_b, round);

create table evaluations (
  measurement_id uuid not null references measurements on delete cascade,
  shard_id uuid not null references shards on delete cascade,
  first_round int not null,
  images_by_class int[] not null,
  hits_by_class int[] not null,
  loss_sum float8 not null,
  primary key (measurement_id, shard_id)
);

create table metrics (
  id uuid primary key,
  model_id uuid not null references models on delete cascade,
  dataset_id uuid references datasets on delete cascade,
  measurement_id uuid references measurements on delete cascade,
  name text collate "C" not null,
  value float8 not null,
  standard_error float8,
  lower float8,
  upper float8,
  recorded_at timestamptz(3) not null default now()
);
create index metrics_latest on metrics (model_id, name, dataset_id, recorded_at desc, id desc);
create index metrics_named on metrics (name, model_id);
create view current_metrics as
  select distinct on (model_id, name, dataset_id) * from metrics
  order by model_id, name, dataset_id, recorded_at desc, id desc;

create table workers (
  id text primary key,
  host text not null,
  runtimes jsonb not null,
  last_seen_at timestamptz(3) not null default now()
);

create table uploads (
  id uuid primary key,
  file_name text not null,
  size_bytes bigint not null,
  sha256 text,
  received_sha256 text,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now()
);

create table blobs (
  sha256 text primary key,
  size_bytes bigint not null,
  created_at timestamptz(3) not null default now()
);
`;
