import type { MeasurementRow, MeasurementStatus, Store } from '@passband/store';
import type { Tracing } from '@passband/tracing';
import type { Logger } from 'pino';
import { globalId } from '../graphql/global-id.ts';
import type { ServerCounts } from './server-counts.ts';

/** Tells log, monitor and trace when a measurement begins and when it is over. */
export class MeasurementEvents {
  readonly #store: Store;
  readonly #log: Logger;
  readonly #tracing: Tracing;
  readonly #counts: ServerCounts;

  constructor(store: Store, log: Logger, tracing: Tracing, counts: ServerCounts) {
    this.#store = store;
    this.#log = log;
    this.#tracing = tracing;
    this.#counts = counts;
  }

  started({ id, method, createdBy, priority }: MeasurementRow): void {
    this.#log.info({ measurement: globalId('measurement', id), method, createdBy, priority }, 'measurement queued');
    this.#tracing.begin({ name: 'queue', under: { measurementId: id }, linked: true }).end();
  }

  /** Told where it has this status by now: it may have been cancelled or deleted meanwhile. */
  async overIf(id: string, status: MeasurementStatus): Promise<void> {
    const [row] = await this.#store.measurements.byIds([id]);
    if (row?.status === status) this.over(row);
  }

  over(row: MeasurementRow): void {
    const { id, method, status, error, createdAt, finishedAt, imagesEvaluated } = row;
    const measurement = globalId('measurement', id);
    const endMs = finishedAt?.getTime() ?? Date.now();
    const seconds = Math.round(endMs - createdAt.getTime()) / 1000;
    const fields = { measurement, method, status, imagesEvaluated, seconds, ...(error !== null && { error }) };
    if (status === 'FAILED') this.#log.warn(fields, 'measurement over');
    else this.#log.info(fields, 'measurement over');
    this.#counts.measurementsOver.inc({ method, status });
    this.#tracing.whole({
      ...{ id, startMs: createdAt.getTime(), endMs, failed: error },
      attributes: {
        ...{ 'passband.measurement': measurement, 'passband.method': method, 'passband.status': status },
        'passband.images_evaluated': imagesEvaluated,
      },
    });
  }
}
