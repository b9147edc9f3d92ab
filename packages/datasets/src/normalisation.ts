import { DatasetError } from './errors.ts';
import type { PixelStatistics } from './pixel-statistics.ts';

export type NormalisationOrigin = 'given' | 'file' | 'measured';

/** Per channel, of pixels scaled to 0..1: these define normalised pixel space, x = (pixel / 255 - mean) / std. */
export interface Normalisation {
  mean: readonly number[];
  std: readonly number[];
  meanFrom: NormalisationOrigin;
  stdFrom: NormalisationOrigin;
}

/** Per channel; what is left out, undefined or null is not given. */
export interface NormalisationOptions {
  mean?: readonly number[] | null | undefined;
  std?: readonly number[] | null | undefined;
}

type Chosen = { values: readonly number[]; from: NormalisationOrigin } | null;

/** What is known before the pixels are: the given, else the file's, null where it must be measured. Throws DatasetError. */
export interface KnownNormalisation {
  mean: Chosen;
  std: Chosen;
}

export function knownNormalisation(
  given: NormalisationOptions,
  file: NormalisationOptions,
  channels: number,
): KnownNormalisation {
  const mean = chosen(given.mean, file.mean);
  const std = chosen(given.std, file.std);
  check('mean', mean, channels, (value) => Number.isFinite(value), 'finite');
  check('std', std, channels, (value) => Number.isFinite(value) && value > 0, 'finite and above 0');
  return { mean, std };
}

/** Fills in what was measured. Throws DatasetError where a measured std is 0. */
export function completeNormalisation(known: KnownNormalisation, measured: () => PixelStatistics): Normalisation {
  const statistics = known.mean === null || known.std === null ? measured() : null;
  const mean = known.mean ?? { values: statistics?.mean ?? [], from: 'measured' };
  const std = known.std ?? { values: statistics?.std ?? [], from: 'measured' };
  const flat = std.values.indexOf(0);
  if (flat !== -1) {
    throw new DatasetError(`std of channel ${flat} is 0: all pixels are equal; give \`std\``);
  }
  return { mean: mean.values, std: std.values, meanFrom: mean.from, stdFrom: std.from };
}

function chosen(given: NormalisationOptions['mean'], file: NormalisationOptions['mean']): Chosen {
  if (given) {
    return { values: [...given], from: 'given' };
  }
  return file ? { values: [...file], from: 'file' } : null;
}

function check(name: string, chosen: Chosen, channels: number, holds: (value: number) => boolean, rule: string): void {
  if (chosen === null) {
    return;
  }
  // The file's own are no fault of an option.
  const called = chosen.from === 'given' ? `\`${name}\`` : name;
  if (chosen.values.length !== channels) {
    throw new DatasetError(
      `${called} must have ${channels} value${channels === 1 ? '' : 's'}, one a channel; got ${chosen.values.length}`,
    );
  }
  const wrong = chosen.values.findIndex((value) => !holds(value));
  if (wrong !== -1) {
    throw new DatasetError(`${called} of channel ${wrong} must be ${rule}; got ${chosen.values[wrong]}`);
  }
}
