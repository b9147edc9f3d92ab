import type { ImageShape } from '../classifier.ts';
import { invalid, listed, type ParameterProblem, shown } from '../parameter-problem.ts';
import { architectureProblem } from './architecture.ts';
import type { Augmentation } from './types.ts';

/** In the order in which they are applied. */
const AUGMENTATIONS: readonly Augmentation[] = ['FLIP_CROP', 'CUTOUT', 'NOISE_F', 'NOISE_INVERSE_F', 'MIXUP'];

/** The name of an architecture that exists and takes images of this shape. */
export function parseArchitectureName(
  problems: ParameterProblem[],
  value: unknown,
  imageShape: readonly number[] | null,
): string {
  const refused = (message: string) => invalid(problems, 'architecture', message, '');
  if (typeof value !== 'string') return refused(`architecture must be a name such as small-cnn; got ${shown(value)}`);
  const problem = architectureProblem(value, shapeOf(imageShape));
  return problem === null ? value : refused(problem);
}

function shapeOf(shape: readonly number[] | null): ImageShape | null {
  const [height, width, channels] = shape ?? [];
  return height === undefined || width === undefined || channels === undefined ? null : [height, width, channels];
}

/** Each augmentation once, in the order in which they are applied, whatever order they are given in. */
export function parseAugmentation(problems: ParameterProblem[], value: unknown): Augmentation[] {
  if (value == null) return [];
  const refused = (message: string) => invalid<Augmentation[]>(problems, 'augmentation', message, []);
  if (!Array.isArray(value)) return refused(`augmentation must list augmentations; got ${shown(value)}`);
  const unknown = value.find((item) => !AUGMENTATIONS.includes(item));
  if (unknown !== undefined)
    return refused(`augmentation must be of ${listed(AUGMENTATIONS, 'or')}; got ${shown(unknown)}`);
  const twice = value.find((item, k) => value.indexOf(item) < k);
  if (twice !== undefined) return refused(`augmentations must differ; got ${shown(twice)} twice`);
  return AUGMENTATIONS.filter((known) => value.includes(known));
}

/** An id, passed on as it is; null where it is left out. */
export function parseId(problems: ParameterProblem[], field: string, value: unknown): string | null {
  if (value == null) return null;
  if (typeof value === 'string' && value !== '') return value;
  return invalid(problems, field, `${field} must be an id; got ${shown(value)}`, null);
}
