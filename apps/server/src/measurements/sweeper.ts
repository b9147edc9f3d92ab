import { DatabaseAway, DiskFull, type MeasurementRow, type Store } from '@passband/store';
import type { Tracing } from '@passband/tracing';
import type { InspectModel } from '../registry/inspect-model.ts';
import { finish } from '../results/finish.ts';
import type { PathResults } from '../results/path-results.ts';
import type { Precision } from '../results/precision.ts';

interface SweeperParts {
  store: Store;
  results: PathResults;
  precision: Precision;
  inspectModel: InspectModel;
  tracing: Tracing;
}

/** With the measurement that could not be finished, where it is one. */
type OnError = (error: unknown, row?: MeasurementRow) => void;

const EVERY_MS = 2_000;
const REPAIR_MS = 60_000;
/** How often files that nothing names are looked for, and how long they are left to those who sent them. */
const UNUSED_MS = 10 * 60_000;
const ATTEMPTS = 3;

/** Gives back shards whose worker is gone, stops scopes that are precise enough, finishes measurements whose rounds are all stored, and removes files that nothing names: also what a killed server left. */
export class Sweeper {
  readonly #store: Store;
  readonly #results: PathResults;
  readonly #precision: Precision;
  readonly #inspect: InspectModel;
  readonly #tracing: Tracing;
  readonly #onError: OnError;
  readonly #timer: NodeJS.Timeout;
  readonly #unusedTimer: NodeJS.Timeout;
  readonly #repairTimer: NodeJS.Timeout;
  readonly #failures = new Map<string, number>();
  #running: Promise<void> | null = null;
  #removing: Promise<unknown> | null = null;
  #repairing: Promise<unknown> | null = null;
  /** Whether the next sweep looks for leases that ran out: results give no reason to, and it would hold up claims. */
  #leases = true;
  #again = false;
  #closed = false;

  constructor(
    { store, results, precision, inspectModel, tracing }: SweeperParts,
    onError: OnError,
    everyMs = EVERY_MS,
  ) {
    this.#store = store;
    this.#results = results;
    this.#precision = precision;
    this.#inspect = inspectModel;
    this.#tracing = tracing;
    this.#onError = onError;
    this.#timer = setInterval(() => {
      this.#leases = true;
      this.sweep();
    }, everyMs);
    this.#repairTimer = setInterval(() => void this.#repair(), REPAIR_MS).unref();
    this.#unusedTimer = setInterval(() => void this.#removeUnused(), UNUSED_MS).unref();
    void this.#removeUnused();
    this.sweep();
  }

  /** Sweeps now, or once more after the sweep that runs. */
  sweep(): void {
    if (this.#closed) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#once()
      .catch((error: unknown) => this.#onError(error))
      .finally(() => {
        this.#running = null;
        if (!this.#again) return;
        this.#again = false;
        this.sweep();
      });
  }

  /** Waits for the sweep that runs. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    clearInterval(this.#unusedTimer);
    clearInterval(this.#repairTimer);
    await this.#running;
    await this.#repairing;
    await this.#removing;
  }

  async #removeUnused(): Promise<void> {
    this.#removing = this.#store.blobs.removeUnused(UNUSED_MS).catch((error: unknown) => this.#onError(error));
    await this.#removing;
  }

  async #repair(): Promise<void> {
    this.#repairing = this.#store.queue.repair().catch((error: unknown) => this.#onError(error));
    await this.#repairing;
  }

  /** Rounds may have been stored since all were looked at. */
  async #decided(row: MeasurementRow): Promise<MeasurementRow> {
    if (!row.scopesLeft?.length) return row;
    await this.#precision.decide(row.id);
    const [decided] = await this.#store.measurements.byIds([row.id]);
    return decided ?? row;
  }

  async #once(): Promise<void> {
    if (this.#leases) {
      this.#leases = false;
      await this.#store.queue.sweep(new Date());
      await this.#precision.decideAll().catch((error: unknown) => this.#onError(error));
    }
    for (const row of await this.#store.measurements.complete()) {
      if (this.#closed) return;
      try {
        await this.#tracing.span({ name: 'finish', under: { measurementId: row.id } }, async () =>
          finish(this.#store, this.#results, this.#inspect, await this.#decided(row)),
        );
        this.#failures.delete(row.id);
      } catch (error) {
        // Nothing of the measurement: another server may do it, or this one later.
        if (error instanceof DatabaseAway || error instanceof DiskFull) throw error;
        this.#onError(error, row);
        const failures = (this.#failures.get(row.id) ?? 0) + 1;
        this.#failures.set(row.id, failures);
        // Else it would be tried for ever, and look like one that runs.
        if (failures < ATTEMPTS) continue;
        await this.#store.measurements.fail(
          row.id,
          'its results could not be summed up; the log of the server says why',
        );
        // Whoever tries it again gets as many attempts.
        this.#failures.delete(row.id);
      }
    }
  }
}
