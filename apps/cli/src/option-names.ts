import type { ClassifierMethod, DirectionKind, Methods, ParameterProblem, PathKind, PathScope } from '@passband/engine';
import { UsageError } from './errors.ts';
import type { InputOptions } from './inputs.ts';

/** The option that sets each parameter; null of those that no option sets. */
const OPTIONS: { readonly [M in ClassifierMethod]: Readonly<Record<keyof Methods[M]['parameters'], string | null>> } = {
  PATH_SPECTRUM: {
    ...{ path: '--path', scopes: '--scope', pairsPerGroup: '--pairs', classes: '--classes' },
    ...{ classPairs: '--class-pairs', directions: '--direction', window: '--window', step: '--step' },
    ...{ samples: '--samples', precision: '--precision', curvesPerGroup: null, seed: '--seed' },
  },
  EVALUATION: { seed: null },
  JACOBIAN_NORM: { images: '--images', directions: '--directions', difference: '--difference', seed: '--seed' },
  FOURIER_HEAT_MAP: {
    ...{ images: '--images', norm: '--norm', maximumImageFrequency: '--maximum-image-frequency', seed: '--seed' },
  },
};

/** What the engine's messages call a value, as it is typed here; longer ones first. */
const VALUES: Readonly<
  Record<`the scope ${PathScope}` | `the path ${PathKind}` | PathScope | PathKind | DirectionKind, string>
> = {
  'the scope WITHIN_CLASS': '--scope within or both',
  'the scope BETWEEN_CLASS': '--scope between or both',
  'the path LINEAR': '--path linear',
  'the path AMPLITUDE': '--path amplitude',
  'the path PHASE': '--path phase',
  'the path DIRECTION': '--path direction',
  ...{ WITHIN_CLASS: 'within', BETWEEN_CLASS: 'between' },
  ...{ LINEAR: 'linear', AMPLITUDE: 'amplitude', PHASE: 'phase', DIRECTION: 'direction' },
  ...{ FOURIER: 'fourier', RANDOM: 'random' },
  ...{ COMPOSITE_INVERSE_F: 'composite-inverse-f', COMPOSITE_F: 'composite-f' },
};
const VALUES_BY_NAME = new Map(Object.entries(VALUES));
const VALUE = new RegExp(`\\b(?:${[...VALUES_BY_NAME.keys()].join('|')})\\b`, 'g');

/** What was wrong with the options of a method, in the words that are typed. */
export function usageError(method: ClassifierMethod, problems: readonly ParameterProblem[]): UsageError {
  const options: Readonly<Record<string, string | null>> = OPTIONS[method];
  return new UsageError(
    problems.map((problem) => inWordsTyped(problem, options[problem.field] ?? problem.field)).join('; '),
  );
}

/** A message that begins with its parameter begins with the option; another, which may name classes, comes after it. */
export function inWordsTyped({ field, message }: Pick<ParameterProblem, 'field' | 'message'>, option: string): string {
  const [, item, rest] = new RegExp(`^${field}(\\[.*?\\]\\.[ij])?\\b(.*)$`, 's').exec(message) ?? [];
  if (rest === undefined) return `${option}: ${message}`;
  const place = item === undefined ? '' : `${item.slice(-1).toUpperCase()} of `;
  return `${place}${option}${rest.replace(VALUE, (value) => VALUES_BY_NAME.get(value) ?? value)}`;
}

/** Settings that messages about files name in backquotes, and the options that they are here. */
const SETTINGS = {
  ...{ mean: '--mean', std: '--std', split: '--split', resize: '--resize', crop: '--crop', runtime: '--runtime' },
  ...{ inputMean: '--input-mean', inputStd: '--input-std', output: '--output' },
} as const satisfies { readonly [K in keyof InputOptions]?: string };

/** A message about a dataset or a network, in the words that are typed: `resize` 256 becomes --resize 256. */
export function withOptionNames(message: string): string {
  return Object.entries(SETTINGS).reduce(
    (text, [setting, option]) => text.replaceAll(`\`${setting}\``, option),
    message,
  );
}
