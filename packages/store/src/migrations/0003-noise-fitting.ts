/**
 * Noise fitting: losses by epoch, what a training goes on from and the network that it gave; which other dataset and model
 * it needs, and which model it makes.
 */
export const noiseFitting = `
alter table measurements add column validation_dataset_id uuid references datasets on delete set null;
alter table measurements add column teacher_model_id uuid references models on delete set null;
alter table measurements add column trained_model_id uuid references models on delete cascade;

create table noise_fittings (
  measurement_id uuid not null references measurements on delete cascade,
  shard_id uuid references shards on delete cascade,
  first_round int not null,
  train_losses float8[] not null,
  clean_losses float8[] not null,
  noisy_losses float8[] not null,
  uniform_losses float8[] not null,
  clean_accuracies float8[] not null,
  checkpoint text,
  network text,
  primary key (measurement_id, first_round)
);
`;
