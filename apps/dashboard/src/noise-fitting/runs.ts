import { objectOf } from '../measurement/parameters.ts';
import { isFinal } from '../measurement/status.ts';

/** Losses after an epoch: nats, mean over validation images. */
export interface Epoch {
  epoch: number;
  trainLoss: number | null;
  cleanLoss: number;
  noisyLoss: number;
  noiseFitting: number;
  waveFitting: number | null;
  cleanAccuracy: number | null;
}

/** A training with a wave in its labels, as the API tells of it. */
export interface Run {
  id: string;
  status: string;
  seed: number;
  createdAt: string;
  model: { id: string; name: string; tags: readonly { key: string; value: string }[] };
  provenance: { parameters: string };
  noise: string;
  frequency: number;
  amplitude: number;
  architecture: string | null;
  augmentation: readonly string[];
  trainSize: number | null;
  direction: { i: number | null; j: number | null; imageFrequency: number | null } | null;
  epochs: readonly Epoch[];
  minimum: number | null;
  maximumWaveFitting: number | null;
}

/** What the curves and the summary of a run are made from. */
export type CurveRun = Pick<Run, 'status' | 'provenance' | 'epochs' | 'minimum' | 'maximumWaveFitting'>;

/** Whether its summary can stand beside others': the minimum of a training that is not over may still fall. */
export function isComplete(run: Pick<Run, 'status'>): boolean {
  return run.status === 'SUCCEEDED';
}

/** What varies within a sweep, and so does not tell one model from another. */
const sweptOver = new Set(['seed', 'noise', 'direction', 'frequency', 'amplitude']);

/**
 * What says how a run was trained, key by key: the tags of its model, and over them the parameters of the measurement; without
 * the seed and the wave. Runs with equal traits at one wave are replicates of each other.
 */
export function traitsOf(run: Run): Record<string, string> {
  const traits: Record<string, string> = {};
  for (const { key, value } of run.model.tags) traits[key] = value;
  for (const [key, value] of Object.entries(objectOf(run.provenance.parameters))) {
    const text = traitText(value);
    if (text !== undefined) traits[key] = text;
  }
  for (const key of sweptOver) delete traits[key];
  return traits;
}

/** A value as a tag would write it: lists joined by +, empty ones `none`; undefined where there is none. */
function traitText(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(String).join('+').toLowerCase();
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** How many epochs a run was planned for; those that it did where that is not known. */
export function plannedEpochs(run: Pick<Run, 'epochs' | 'provenance' | 'status'>): number {
  const done = run.epochs.at(-1)?.epoch ?? 0;
  const planned = objectOf(run.provenance.parameters).epochs;
  return isFinal(run.status) && done > 0 ? done : Math.max(done, typeof planned === 'number' ? planned : 0);
}
