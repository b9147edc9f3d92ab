/** Where a model is looked at. */
export function modelHref(id: string): string {
  return `/models/${encodeURIComponent(id)}`;
}

/** Where a measurement is looked at. */
export function measurementHref(id: string): string {
  return `/measurements/${encodeURIComponent(id)}`;
}

/** Where a dataset is looked at. */
export function datasetHref(id: string): string {
  return `/datasets/${encodeURIComponent(id)}`;
}
