interface Named {
  id: string;
  name: string;
}

interface Measured {
  id: string;
  status: string;
  dataset: Named;
}

/** A dataset that a model's page can show. */
export interface DatasetChoice extends Named {
  /** Measurements of the model on it that succeeded. */
  succeeded: number;
}

/**
 * The datasets on which a model has measurements or metrics: most succeeded measurements first, on ties the one measured last
 * first. `measurements` are newest first.
 */
export function datasetChoices(
  measurements: readonly Measured[],
  metrics: readonly { dataset: Named | null }[],
): DatasetChoice[] {
  const found = new Map<string, DatasetChoice>();
  const place = ({ id, name }: Named): DatasetChoice => {
    const known = found.get(id) ?? { id, name, succeeded: 0 };
    found.set(id, known);
    return known;
  };
  for (const { dataset, status } of measurements) place(dataset).succeeded += status === 'SUCCEEDED' ? 1 : 0;
  for (const { dataset } of metrics) if (dataset !== null) place(dataset);
  return [...found.values()].sort((a, b) => b.succeeded - a.succeeded);
}

/**
 * The dataset that the page shows: the one that the address names, else that of the measurement it names, else the first
 * choice. Null where there is none.
 */
export function shownDataset(
  choices: readonly DatasetChoice[],
  measurements: readonly Measured[],
  asked: { dataset: string | null; measurement: string | null },
): DatasetChoice | null {
  const named = measurements.find(({ id }) => id === asked.measurement)?.dataset.id;
  const found = choices.find(({ id }) => id === asked.dataset) ?? choices.find(({ id }) => id === named);
  return found ?? choices[0] ?? null;
}

/** The same address with another dataset; what was of the one before is left out. */
export function withDataset(search: URLSearchParams, dataset: string): URLSearchParams {
  const next = new URLSearchParams(search);
  next.set('dataset', dataset);
  next.delete('measurement');
  return next;
}

/** The first dataset with images of the shape that a network takes, whichever way its axes lie; −1 is any. */
export function fittingDataset<T extends { sha256: string | null; imageShape: readonly number[] | null }>(
  datasets: readonly T[],
  inputShape: readonly number[] | null,
): T | undefined {
  const here = datasets.filter(({ sha256 }) => sha256 !== null);
  const wanted = inputShape?.slice(1).filter((size) => size > 0);
  const fits = ({ imageShape }: T) => wanted?.every((size) => imageShape?.includes(size)) ?? true;
  return here.find(fits) ?? here[0];
}
