import { plusMinus } from '../format/numbers.ts';
import { listed, sentenceCase } from '../format/words.ts';
import { bounded } from '../measurement/sentences.ts';
import type { Measure } from './state.ts';
import type { FrequencyPoint, GroupLine, Summary } from './summary.ts';
import { cycleWords, frequencyText } from './wave.ts';

const measureNames: Record<Measure, string> = {
  minimum: 'Minimum of clean − noisy',
  wave: 'Maximum of wave fitting',
};

export function measureName(measure: Measure): string {
  return measureNames[measure];
}

/** Whether the bounds of one lie wholly above those of the other. */
function isAbove(a: Summary, b: Summary): boolean {
  return a.lower !== null && b.upper !== null && a.lower > b.upper;
}

/**
 * The frequency that is followed most. `at`: its bounds are above those of every other frequency; `near`: above those of every
 * other but the two beside it; null: neither, so that nothing can be claimed.
 */
export function bestOf({ points }: GroupLine): { point: FrequencyPoint; sure: 'at' | 'near' | null } | undefined {
  const [first, ...others] = points;
  if (first === undefined) return undefined;
  const point = others.reduce((best, other) => (other.mean > best.mean ? other : best), first);
  const place = points.indexOf(point);
  const distances = points.flatMap((other, k) =>
    other === point || isAbove(point, other) ? [] : [Math.abs(k - place)],
  );
  if (distances.length === 0 && others.length > 0) return { point, sure: 'at' };
  const near = distances.length > 0 && Math.max(...distances) === 1 && points.length > distances.length + 1;
  return { point, sure: near ? 'near' : null };
}

/** The frequency from which on bounds are not apart from those of the control; undefined where none is, or it has no bounds. */
export function likeControlFrom({ points, control }: GroupLine): number | undefined {
  if (control === null || control.lower === null) return undefined;
  const alike = (point: FrequencyPoint) => point.lower !== null && !isAbove(point, control) && !isAbove(control, point);
  let from: number | undefined;
  for (const point of [...points].reverse()) {
    if (!alike(point)) break;
    from = point.frequency;
  }
  return from;
}

/** `at 0.03 cycles`, `near 0.03 cycles`: the one frequency that all lines surely follow most. */
function sharedBest(lines: readonly GroupLine[]): string | undefined {
  const bests = lines.map(bestOf);
  const frequency = bests[0]?.point.frequency;
  if (frequency === undefined) return undefined;
  if (!bests.every((best) => best?.sure != null && best.point.frequency === frequency)) return undefined;
  return `${bests.every((best) => best?.sure === 'at') ? 'at' : 'near'} ${cycleWords(frequency)}`;
}

/** What the figure against frequency says: a claim only where bounds are apart for every model shown. */
export function summaryTitle(lines: readonly GroupLine[], measure: Measure): string {
  const drawn = lines.filter(({ points }) => points.length > 0);
  if (drawn.length === 0) return 'No training is over yet';
  if (drawn.every(({ points }) => points.length < 2)) return `${measureNames[measure]} at one frequency`;
  if (drawn.every(({ points }) => points.every(({ lower }) => lower === null)))
    return `${measureNames[measure]} by frequency, one training run each`;
  const shared = sharedBest(drawn);
  if (shared !== undefined) return `Noise ${shared} is followed most`;
  return endsTitle(drawn) ?? 'Which frequency is followed most? Bounds overlap';
}

/** The lowest frequency against the highest, where one is surely followed more by every model. */
function endsTitle(lines: readonly GroupLine[]): string | undefined {
  const ends = lines.flatMap(({ points }) => {
    const [low, high] = [points[0], points.at(-1)];
    return low && high && low !== high ? [{ low, high }] : [];
  });
  const [first] = ends;
  if (first === undefined || ends.length < lines.length) return undefined;
  const [low, high] = [first.low.frequency, first.high.frequency];
  const same = ends.every(
    (end) => end.low.frequency === first.low.frequency && end.high.frequency === first.high.frequency,
  );
  if (!same) return undefined;
  if (ends.every((end) => isAbove(end.low, end.high))) return moreWords(low, high);
  if (ends.every((end) => isAbove(end.high, end.low))) return moreWords(high, low);
  return undefined;
}

function moreWords(more: number, less: number): string {
  return `Noise at ${cycleWords(more)} is followed more than at ${frequencyText(less)}`;
}

/** The page's second line: the frequency that is followed most, and from where on a wave is like none. */
export function pageFinding(lines: readonly GroupLine[], measure: Measure): string {
  const drawn = lines.filter(({ points }) => points.length > 0);
  const [first] = drawn;
  if (first === undefined) return '';
  const shared = sharedBest(drawn);
  if (shared === undefined) return withoutClaim(drawn, measure);
  const who = drawn.length === 1 ? first.group.name : drawn.length === 2 ? 'Both models' : `All ${drawn.length} models`;
  const one = drawn.length === 1;
  const like = drawn.map(likeControlFrom);
  const known = like.flatMap((frequency) => frequency ?? []);
  const beyond =
    known.length < drawn.length
      ? ''
      : `; from ${frequencyText(Math.max(...known))} on ${one ? 'it is' : 'they are'} not told apart from no wave at all`;
  return `${who} ${one ? 'follows' : 'follow'} label noise most ${shared} per unit distance${beyond}.`;
}

/** Where nothing can be claimed: the highest value of each, and why that is all. */
function withoutClaim(lines: readonly GroupLine[], measure: Measure): string {
  const bests = lines.flatMap((line) => {
    const best = bestOf(line);
    return best ? [{ name: line.group.name, point: best.point }] : [];
  });
  const each = bests.map(
    ({ name, point }) => `${name} ${plusMinus(bounded(point))} at ${cycleWords(point.frequency)} per unit`,
  );
  const bare = bests.every(({ point }) => point.lower === null);
  const several = lines.some(({ points }) => points.length > 1);
  const why = bare ? 'one training run each, so no bounds' : several ? 'bounds overlap' : '';
  const what = `${several ? 'Highest' : ''} ${measureNames[measure].toLowerCase()}`.trim();
  return `${sentenceCase(what)}: ${listed(each.slice(0, 4))}${why && ` (${why})`}.`;
}
