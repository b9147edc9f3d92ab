import { isComparable, parseParameters } from '../measurement/parameters.ts';

interface Choosable {
  id: string;
  method: string;
  status: string;
  dataset: { id: string };
  provenance: { parameters: string };
}

const preference = ['SUCCEEDED', 'RUNNING', 'CANCELLED'];

/**
 * The path spectrum that the figures show: the one asked for, else the newest that succeeded and is comparable over models,
 * else the newest that succeeded, else one that runs, else a cancelled one, whose finished rounds stay. `measurements` are
 * newest first.
 */
export function chosenSpectrum<T extends Choosable>(measurements: readonly T[], asked: string | null): T | null {
  const spectra = measurements.filter((m) => m.method === 'PATH_SPECTRUM');
  const found = spectra.find((m) => m.id === asked);
  if (found !== undefined) return found;
  const comparable = spectra.find(
    (m) => m.status === 'SUCCEEDED' && isComparable(parseParameters(m.provenance.parameters)),
  );
  if (comparable !== undefined) return comparable;
  for (const status of preference) {
    const first = spectra.find((m) => m.status === status);
    if (first !== undefined) return first;
  }
  return null;
}

/** The newest evaluation that succeeded, on the dataset of the figures beside it where there is one. */
export function chosenEvaluation<T extends Choosable>(measurements: readonly T[], dataset: string | null): T | null {
  const done = measurements.filter((m) => m.method === 'EVALUATION' && m.status === 'SUCCEEDED');
  return done.find((m) => m.dataset.id === dataset) ?? (dataset === null ? (done[0] ?? null) : null);
}

/** Those that wait or run. */
export function active<T extends Choosable>(measurements: readonly T[]): T[] {
  return measurements.filter((m) => m.status === 'QUEUED' || m.status === 'RUNNING');
}
