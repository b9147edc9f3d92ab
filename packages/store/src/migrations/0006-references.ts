/**
 * Indexes for rows that are looked for when what they name is deleted: without them each deleted shard, measurement or model
 * reads whole tables. None is on a table of paths, so they take no longer than a moment.
 */
export const references = `
create index metrics_measurement on metrics (measurement_id) where measurement_id is not null;
create index metrics_dataset on metrics (dataset_id);
create index measurements_teacher on measurements (teacher_model_id) where teacher_model_id is not null;
create index measurements_trained on measurements (trained_model_id) where trained_model_id is not null;
create index measurements_validation on measurements (validation_dataset_id) where validation_dataset_id is not null;
create index evaluations_shard on evaluations (shard_id);
create index jacobian_norms_shard on jacobian_norms (shard_id);
create index fourier_heat_maps_shard on fourier_heat_maps (shard_id);
create index noise_fittings_shard on noise_fittings (shard_id);
`;
