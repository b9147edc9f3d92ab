import { isComparable, parseParameters } from '../measurement/parameters.ts';
import { isFinal } from '../measurement/status.ts';

interface Choosable {
  id: string;
  method: string;
  status: string;
  provenance: { parameters: string };
}

const preference = ['SUCCEEDED', 'RUNNING', 'CANCELLED'];

/** What a measurement is a result of: its method, and of a path spectrum the kind of its paths. */
export function kindOf({ method, provenance }: Choosable): string {
  return method === 'PATH_SPECTRUM' ? (parseParameters(provenance.parameters).path ?? 'LINEAR') : method;
}

/**
 * The measurement of a kind that the page shows: the one asked for, else the newest that succeeded (of straight paths: and is
 * comparable over models, where there is one), else one that runs, else a cancelled one, whose finished rounds stay.
 * `measurements` are newest first.
 */
export function chosenOf<T extends Choosable>(
  measurements: readonly T[],
  kind: string,
  asked: string | null = null,
): T | null {
  const alike = measurements.filter((m) => kindOf(m) === kind);
  const found = alike.find((m) => m.id === asked) ?? comparable(alike);
  if (found !== undefined) return found;
  for (const status of preference) {
    const first = alike.find((m) => m.status === status);
    if (first !== undefined) return first;
  }
  return null;
}

function comparable<T extends Choosable>(measurements: readonly T[]): T | undefined {
  return measurements.find((m) => m.status === 'SUCCEEDED' && isComparable(parseParameters(m.provenance.parameters)));
}

/** Those that wait or run. */
export function active<T extends { status: string }>(measurements: readonly T[]): T[] {
  return measurements.filter(({ status }) => !isFinal(status));
}
