import { parseParameters } from '../measurement/parameters.ts';

export interface Repeatable {
  method: string;
  parameters: string;
  dataset: { mean: readonly number[] | null; std: readonly number[] | null };
  model: {
    output: string | null;
    inputMean: readonly number[] | null;
    inputStd: readonly number[] | null;
    inputScale: string | null;
    inputLayout: string | null;
  };
}

const COMMANDS: Readonly<Record<string, string>> = {
  EVALUATION: 'evaluate',
  JACOBIAN_NORM: 'jacobian',
  FOURIER_HEAT_MAP: 'heat-map',
};

/**
 * The command that gives the same numbers on any machine that has the two files (their sha256 stand beside it). Every option
 * that matters is written out, defaults too: defaults may change with the version, the numbers may not. Null of noise fitting:
 * the command line trains no networks.
 */
export function repeatCommand({ method, parameters, dataset, model }: Repeatable): string | null {
  if (method === 'NOISE_FITTING') return null;
  const p = parseParameters(parameters);
  const words = [`npx passband ${COMMANDS[method] ?? 'measure'} MODEL --dataset DATA`];
  const add = (option: string, value: string | number | null | undefined) => {
    if (value !== null && value !== undefined && value !== '') words.push(`${option} ${value}`);
  };
  if (method === 'PATH_SPECTRUM') {
    add('--path', p.path?.toLowerCase());
    add(
      '--scope',
      p.scopes === null || p.scopes.length > 1 ? 'both' : p.scopes[0] === 'WITHIN_CLASS' ? 'within' : 'between',
    );
    add('--pairs', p.pairsPerGroup);
    add('--classes', p.classes?.join(','));
    add('--class-pairs', p.classPairs);
    for (const direction of p.directions ?? []) add('--direction', direction);
    add('--window', p.window);
    add('--step', p.step);
    add('--samples', p.samples);
    add('--precision', p.precision);
    add('--seed', p.seed);
  }
  if (method === 'JACOBIAN_NORM') {
    add('--images', p.images);
    add('--directions', p.directionCount);
    add('--difference', p.difference);
    add('--seed', p.seed);
  }
  if (method === 'FOURIER_HEAT_MAP') {
    add('--images', p.images);
    add('--norm', p.norm);
    add('--maximum-image-frequency', p.maximumImageFrequency);
    add('--seed', p.seed);
  }
  add('--mean', dataset.mean?.map(short).join(','));
  add('--std', dataset.std?.map(short).join(','));
  add('--input-mean', model.inputMean?.map(short).join(','));
  add('--input-std', model.inputStd?.map(short).join(','));
  if (model.inputScale === 'BYTE') add('--input-scale', 'byte');
  add('--input-layout', model.inputLayout?.toLowerCase());
  add('--output', model.output?.toLowerCase());
  return words.join(' ');
}

/** As many digits as float32 holds, without float64's tail. */
function short(value: number): string {
  return String(Number(value.toPrecision(9)));
}
