interface Compared {
  model: { name: string };
  spectrum: { id: string; createdAt: string; dataset: { name: string; sha256: string | null } };
}

/** Which data numbers are of, for files: the dataset's hash, and each measurement with the time it was started. */
export function dataVersion(compared: readonly Compared[]): string {
  const dataset = compared[0]?.spectrum.dataset;
  if (!dataset) return '';
  const of = compared.map(({ model, spectrum: { id, createdAt } }) => `${model.name}: ${id} of ${createdAt}`);
  return `data: ${dataset.name}${dataset.sha256 === null ? '' : ` sha256 ${dataset.sha256}`}; ${of.join('; ')}`;
}
