import { decodeFloat32 } from '../api/float32.ts';
import { directionsFinding } from '../directions/finding.ts';
import { directionRows } from '../directions/rows.ts';
import { fixed, percent, rateWords } from '../format/numbers.ts';
import { extremes, heatMapFinding } from '../fourier-heat-map/finding.ts';
import { normFinding } from '../jacobian-norm/norms.ts';
import { modelFinding } from '../model/sentences.ts';
import { heatMapCells } from '../plots/heat-map-cells.ts';
import type {
  EvaluationResult,
  HeatMapResult,
  JacobianNormResult,
  NoiseFittingResult,
  PathSpectrumResult,
} from './results.ts';
import { bounded } from './sentences.ts';

type Path = Pick<PathSpectrumResult, '__typename' | 'path' | 'within' | 'between' | 'directions'>;
type HeatMap = Pick<HeatMapResult, '__typename' | 'packed' | 'height' | 'width' | 'imageCount' | 'errorRateUnshifted'>;

/** Of a measurement what its finding is made of. */
type Told =
  | Path
  | HeatMap
  | Pick<EvaluationResult, '__typename' | 'accuracy'>
  | Pick<JacobianNormResult, '__typename' | 'jacobianNorm'>
  | Pick<NoiseFittingResult, '__typename' | 'minimum'>;

/** What a measurement found, in words, with its number and bounds; empty while there is nothing to say. */
export function measurementFinding(result: Told): string {
  switch (result.__typename) {
    case 'PathSpectrumMeasurement':
      return pathFinding(result);
    case 'EvaluationMeasurement':
      return result.accuracy === null ? '' : `Accuracy ${rateWords(result.accuracy)}.`;
    case 'JacobianNormMeasurement':
      return result.jacobianNorm === null ? '' : `${normFinding(bounded(result.jacobianNorm), undefined)}.`;
    case 'FourierHeatMapMeasurement':
      return mapFinding(result);
    case 'NoiseFittingMeasurement':
      return result.minimum === null ? '' : `Clean − noisy loss falls to ${fixed(result.minimum, 3)} nats; no bounds.`;
    default:
      return '';
  }
}

function pathFinding({ path, within, between, directions }: Path): string {
  if (path === 'DIRECTION')
    return directions.length === 0 ? '' : sentence(directionsFinding(directionRows(directions, 'PERIODOGRAM')));
  if (within === null && between === null) return '';
  return modelFinding(within && bounded(within), between && bounded(between));
}

function mapFinding({ packed, height, width, imageCount, errorRateUnshifted: unshifted }: HeatMap): string {
  if (packed === null) return '';
  const cells = heatMapCells({ height, width, imageCount, errorRate: decodeFloat32(packed) });
  const highest = extremes(cells)?.highest;
  if (highest === undefined || unshifted === null) return '';
  const rates = `${percent(highest.errorRate)} % at most, ${rateWords(unshifted)} without a shift`;
  return sentence(`${heatMapFinding(cells, unshifted, imageCount)}: ${rates}`);
}

function sentence(text: string): string {
  return /[.?]$/.test(text) ? text : `${text}.`;
}
