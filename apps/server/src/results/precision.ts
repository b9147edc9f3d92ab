import { halfWidthOf, type PathScope, precisionWarning } from '@passband/engine';
import type { MeasurementRow, Store } from '@passband/store';
import { pathSpectrumParameters } from '../measurements/parameters.ts';
import { type PathResults, PUBLISHED } from './path-results.ts';
import { expectedRounds, stoppingRound } from './stopping.ts';

/** Decides which scopes of path spectra under precision stop: whenever rounds were stored, and what a killed server left. */
export class Precision {
  readonly #store: Store;
  readonly #results: PathResults;
  /** Rounds that were stored when a measurement was last looked at. */
  readonly #looked = new Map<string, number>();

  constructor(store: Store, results: PathResults) {
    this.#store = store;
    this.#results = results;
  }

  /** Looks at all that run. */
  async decideAll(): Promise<void> {
    const rows = await this.#store.measurements.undecided();
    const running = new Set(rows.map(({ id }) => id));
    for (const id of this.#looked.keys()) if (!running.has(id)) this.#looked.delete(id);
    for (const row of rows) if (this.#looked.get(row.id) !== row.roundsDone) await this.decide(row.id);
  }

  /** Stores which scopes of a measurement stopped and how much is expected. Done twice it changes nothing. */
  async decide(id: string): Promise<void> {
    // The rounds are counted before the row is read: what is computed of that row has at least these.
    const leading = await this.#store.paths.leadingRounds(id);
    const [row] = await this.#store.measurements.byIds([id]);
    const { precision } = row?.method === 'PATH_SPECTRUM' ? pathSpectrumParameters(row) : {};
    if (!row?.scopesLeft?.length || precision === undefined) return;
    const stops: { scope: PathScope; rounds: number }[] = [];
    let imagesExpected = 0;
    for (const scope of pathSpectrumParameters(row).scopes) {
      const looked = await this.#look(row, scope, leading, precision);
      if (looked.stop !== null && row.scopesLeft.includes(scope)) stops.push({ scope, rounds: looked.stop });
      imagesExpected += looked.imagesExpected;
    }
    await this.#store.measurements.stopScopes(id, stops, imagesExpected > 0 ? Math.round(imagesExpected) : null);
    this.#looked.set(id, row.roundsDone);
  }

  async #look(
    row: MeasurementRow,
    scope: PathScope,
    leading: number,
    precision: number,
  ): Promise<{ stop: number | null; imagesExpected: number }> {
    const rounds = await this.#results.rounds(row, scope);
    const samples = await this.#results.samples(row, scope);
    const isLeft = row.scopesLeft?.includes(scope);
    const stop = isLeft ? stoppingRound(rounds, leading, precision) : null;
    if (!isLeft || rounds.length === 0) return { stop, imagesExpected: samples };
    const half = halfWidthOf(rounds.at(-1)?.highFrequencyFraction);
    const expected = stop ?? expectedRounds(rounds.length, half, precision, row.roundsTotal);
    return { stop, imagesExpected: (samples / rounds.length) * expected };
  }
}

/**
 * What a person should know of scopes that the cap stopped; null where all were precise enough at the end, though they may
 * not have been so for as many rounds in a row as a scope that stops by itself.
 */
export async function capWarning(results: PathResults, row: MeasurementRow): Promise<string | null> {
  const { precision, pairsPerGroup } = pathSpectrumParameters(row);
  if (!row.scopesLeft?.length || precision === undefined) return null;
  const halfWidths = new Map<PathScope, number>();
  for (const scope of row.scopesLeft)
    halfWidths.set(scope, halfWidthOf(await results.highFrequencyFraction(row, scope, PUBLISHED)));
  return precisionWarning({ precision, pairsPerGroup }, halfWidths);
}
