import type { ModelFileFormat, RuntimeDescription } from '@passband/engine';
import { sql } from 'kysely';

/** Whether a runtime evaluates (or trains) files of a format. */
export type RunsFormat = (runtime: string, format: ModelFileFormat) => boolean;

/** Networks are trained by the runtimes of TF.js layers models, which is what they become. */
export const TRAINED_FORMAT = 'TFJS_LAYERS' satisfies ModelFileFormat;

/** Whether `m` of measurements trains a network. */
export const trains = sql`(m.method = 'NOISE_FITTING')`;

/** The format that the runtime of `m` must be for; `o` is its model. */
export const formatOf = sql`(case when ${trains} then ${TRAINED_FORMAT}::text else o.format end)`;

/**
 * What a worker must have for the shards of `m`, in words: the format of the files, the runtime that is fixed or asked for
 * (auto: any), the format of a teacher. `o` is its model.
 */
export const needsOf = sql<string>`concat_ws(' ', ${formatOf}, coalesce(m.runtime, m.runtime_asked),
  (select teacher.format from models teacher where ${trains} and teacher.id = m.teacher_model_id))`;

const FORMATS: Record<ModelFileFormat, true> = {
  ONNX: true,
  TF_SAVED_MODEL: true,
  TFJS_GRAPH: true,
  TFJS_LAYERS: true,
};

/** Every `needsOf` that these runtimes meet. */
export function needsMetBy(runtimes: readonly RuntimeDescription[], runsFormat: RunsFormat): string[] {
  const available = runtimes.filter((runtime) => runtime.available).map(({ name }) => name);
  const able = (format: ModelFileFormat) => available.filter((name) => runsFormat(name, format));
  const formats = Object.keys(FORMATS)
    .filter(isFormat)
    .filter((format) => able(format).length > 0);
  // Whoever trains with a teacher must be able to ask it.
  const teachers = ['', ...formats.map((format) => ` ${format}`)];
  const needs = formats.flatMap((format) =>
    ['auto', ...able(format)].flatMap((runtime) => teachers.map((teacher) => `${format} ${runtime}${teacher}`)),
  );
  return [...new Set(needs)];
}

function isFormat(name: string): name is ModelFileFormat {
  return name in FORMATS;
}
