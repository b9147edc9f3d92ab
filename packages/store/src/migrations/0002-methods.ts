/**
 * Paths along directions (they have no second image) and with no length (amplitude and phase), the other methods' results,
 * precision: which scopes go on, after how many rounds others stopped, what is expected in all; a shard's own scopes.
 */
export const methods = `
alter table paths add column direction int not null default -1;
alter table paths alter column image_b drop not null;
alter table paths alter column length drop not null;
alter table paths drop constraint paths_measurement_id_class_a_class_b_round_key;
alter table paths add constraint paths_once unique (measurement_id, class_a, class_b, direction, round);
drop index paths_listed;
create index paths_listed on paths (measurement_id, between_classes, class_a, class_b, direction, round);

alter table measurements add column scopes_left text[];
alter table measurements add column within_rounds int;
alter table measurements add column between_rounds int;
alter table measurements add column images_expected bigint;
alter table shards add column scopes text[];

create table jacobian_norms (
  measurement_id uuid not null references measurements on delete cascade,
  shard_id uuid not null references shards on delete cascade,
  first_round int not null,
  squares float8[] not null,
  primary key (measurement_id, shard_id)
);

create table fourier_heat_maps (
  measurement_id uuid not null references measurements on delete cascade,
  shard_id uuid not null references shards on delete cascade,
  first_round int not null,
  errors int[] not null,
  primary key (measurement_id, shard_id)
);

alter table datasets add column preparation text;

create table class_diversities (
  dataset_id uuid not null references datasets on delete cascade,
  metric text not null,
  diversities float8[] not null,
  primary key (dataset_id, metric)
);
`;
