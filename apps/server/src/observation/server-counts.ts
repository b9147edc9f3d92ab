import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

const REQUEST_SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];

/** What this process counts while it runs. Labels are of a known few values: what a client makes up is none. */
export type ServerCounts = ReturnType<typeof serverCounts>;

export function serverCounts(registry: Registry) {
  const registers = [registry];
  return {
    requestSeconds: new Histogram({
      ...{ registers, name: 'passband_http_request_seconds', buckets: REQUEST_SECONDS },
      help: 'Time from a request to the end of its answer.',
      labelNames: ['route', 'method', 'status'],
    }),
    operationSeconds: new Histogram({
      ...{ registers, name: 'passband_graphql_operation_seconds', buckets: REQUEST_SECONDS },
      help: 'Time to answer a GraphQL operation, by its root field (several: more than one).',
      labelNames: ['type', 'field', 'outcome'],
    }),
    eventStreams: new Gauge({
      ...{ registers, name: 'passband_event_streams' },
      help: 'Event streams that are open.',
    }),
    resultsStored: new Counter({
      ...{ registers, name: 'passband_results_stored_total' },
      help: 'Results of shards that were stored.',
      labelNames: ['method'],
    }),
    imagesEvaluated: new Counter({
      ...{ registers, name: 'passband_images_evaluated_total' },
      help: 'Images that were evaluated for results that were stored.',
      labelNames: ['method'],
    }),
    attemptsFailed: new Counter({
      ...{ registers, name: 'passband_shard_attempts_failed_total' },
      help: 'Attempts at shards that failed: reported by the worker, or the lease ran out.',
      labelNames: ['reason'],
    }),
    measurementsOver: new Counter({
      ...{ registers, name: 'passband_measurements_over_total' },
      help: 'Measurements that ended, by how.',
      labelNames: ['method', 'status'],
    }),
    sweepFailures: new Counter({
      ...{ registers, name: 'passband_sweep_failures_total' },
      help: 'Errors of the sweep that gives back shards of lost workers and finishes measurements.',
    }),
  } as const;
}
