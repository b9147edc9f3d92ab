import { type ModelFileFormat, runtimesFor } from '@passband/engine';
import { type MeasurementRow, type ModelRow, TRAINED_FORMAT, type WorkerRow } from '@passband/store';

/** Why a measurement that is not over is not gone on with: no worker that is here can do it. Null where one can. */
export function waitingWarning(
  { status, method, runtime, runtimeAsked }: Pick<MeasurementRow, 'status' | 'method' | 'runtime' | 'runtimeAsked'>,
  { format }: Pick<ModelRow, 'format'>,
  teacher: Pick<ModelRow, 'format'> | null,
  workers: readonly Pick<WorkerRow, 'runtimes'>[],
): string | null {
  if (status !== 'QUEUED' && status !== 'RUNNING') return null;
  const read = method === 'NOISE_FITTING' ? TRAINED_FORMAT : format;
  if (read === 'EXTERNAL') return null;
  return unable(runtime ?? runtimeAsked, read, teacher, workers);
}

/** Why none of these workers can do what wants this runtime (or auto) for files of a format, and asks that teacher. */
export function unable(
  wanted: string,
  format: ModelFileFormat,
  teacher: Pick<ModelRow, 'format'> | null,
  workers: readonly Pick<WorkerRow, 'runtimes'>[],
): string | null {
  return unmet(wanted, format, workers) ?? untaught(wanted, format, teacher?.format ?? null, workers);
}

function unmet(
  wanted: string,
  format: ModelFileFormat,
  workers: readonly Pick<WorkerRow, 'runtimes'>[],
): string | null {
  if (workers.length === 0) return 'no worker is connected: it waits until one is';
  const able = workers.flatMap(({ runtimes }) => runtimesFor(format, runtimes));
  if (wanted === 'auto')
    return able.length > 0 ? null : `no worker has a runtime for ${format} files: it waits until one has`;
  return able.includes(wanted) ? null : `no worker has ${wanted}, which it is measured on: it waits until one has`;
}

/** One worker must both train and ask the teacher. */
function untaught(
  wanted: string,
  format: ModelFileFormat,
  teacher: ModelRow['format'] | null,
  workers: readonly Pick<WorkerRow, 'runtimes'>[],
): string | null {
  if (teacher === null || teacher === 'EXTERNAL') return null;
  const able = workers.filter((worker) => unmet(wanted, format, [worker]) === null);
  return able.some(({ runtimes }) => runtimesFor(teacher, runtimes).length > 0)
    ? null
    : `no worker that can train it has a runtime for ${teacher} files, which its teacher is one of: it waits until one has`;
}
