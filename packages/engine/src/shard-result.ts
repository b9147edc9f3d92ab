import type { DatasetFacts } from './dataset-facts.ts';
import { methods } from './methods.ts';
import type { Method, Methods, Shard, ShardResult } from './shard.ts';
import { finiteAt, objectAt, oneOfAt, refuse, textAt, wholeAt } from './wire.ts';

const KEYS = ['method', 'runtime', 'device', 'output', 'imagesEvaluated', 'seconds', 'record'] as const;

/** A shard's result as it is posted: JSON, float32 arrays as little-endian base64. */
export function encodeShardResult<M extends Method>(result: ShardResult<M>): string {
  return JSON.stringify({ ...result, record: encodeRecord(result.method, result.record) });
}

/**
 * A shard's result from outside. Everything is checked against the shard that was ordered and the dataset, so that what
 * comes back can be stored. Throws EngineError where it is not this shard's.
 */
export function decodeShardResult<M extends Method>(
  body: string | Uint8Array,
  shard: Shard<M>,
  dataset: DatasetFacts,
): ShardResult<M> {
  const result = objectAt(parse(body), 'the result', KEYS);
  if (result.method !== shard.method) refuse(`method must be ${shard.method}`, result.method);
  const seconds = finiteAt(result.seconds, 'seconds');
  if (seconds < 0) refuse('seconds must not be negative', seconds);
  return {
    method: shard.method,
    runtime: textAt(result.runtime, 'runtime'),
    device: textAt(result.device, 'device'),
    output: oneOfAt(result.output, 'output', ['LOGITS', 'PROBABILITIES']),
    imagesEvaluated: wholeAt(result.imagesEvaluated, 'imagesEvaluated', { least: 0, most: Number.MAX_SAFE_INTEGER }),
    seconds,
    record: methods[shard.method].decode(result.record, shard, dataset),
  };
}

function encodeRecord<M extends Method>(method: M, record: Methods[M]['record']): unknown {
  return methods[method].encode(record);
}

function parse(body: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return refuse('it must be JSON', typeof body === 'string' ? body.slice(0, 40) : `${body.length} bytes`);
  }
}
