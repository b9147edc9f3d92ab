/** How a quantity is laid out along an axis. Logit is for accuracies, log for fractions. */
export type AxisKind = 'linear' | 'log' | 'logit';

/** An axis: data go through `project`, and lie linearly in what comes out. */
export interface Axis {
  project(value: number): number;
  unproject(position: number): number;
  /** In projected units. */
  domain: readonly [number, number];
  ticks: readonly { at: number; label: string }[];
}

const projections: Record<AxisKind, { project(value: number): number; unproject(position: number): number }> = {
  linear: { project: (value) => value, unproject: (position) => position },
  log: { project: Math.log10, unproject: (position) => 10 ** position },
  logit: { project: (value) => Math.log(value / (1 - value)), unproject: (position) => 1 / (1 + Math.exp(-position)) },
};

/**
 * The axis that holds all values with a little room at both ends. `scale` is applied to labels only: 100 for per cent.
 * Values that the kind can't show (0 on a log axis) are left out of the domain.
 */
export function axisOf(
  kind: AxisKind,
  values: Iterable<number>,
  options: { count?: number; scale?: number } = {},
): Axis {
  const { count = 5, scale = 1 } = options;
  const { project, unproject } = projections[kind];
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    const position = project(value);
    if (!Number.isFinite(position)) continue;
    low = Math.min(low, position);
    high = Math.max(high, position);
  }
  if (low > high) [low, high] = kind === 'logit' ? [project(0.5), project(0.95)] : [project(0.1), project(1)];
  const room = (high - low || Math.abs(high) * 0.1 || 1) * 0.05;
  const domain = [low - room, high + room] as const;
  const from = unproject(domain[0]);
  const to = unproject(domain[1]);
  const ticks =
    kind === 'linear' ? linearTicks(from * scale, to * scale, count) : unevenTicks(kind, from, to, scale, count);
  return {
    project,
    unproject,
    domain,
    ticks: ticks.map(({ value, label }) => ({ at: project(value / scale), label })),
  };
}

/** Round numbers, about `count` of them, with as many decimals as tell them apart. */
export function linearTicks(low: number, high: number, count: number): { value: number; label: string }[] {
  const step = roundStep((high - low) / Math.max(1, count));
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks: { value: number; label: string }[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
    const value = Number((k * step).toFixed(digits));
    ticks.push({ value, label: value.toFixed(digits).replace('-', '−') });
  }
  return ticks;
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  return power * (share < 1.5 ? 1 : share < 3.5 ? 2 : share < 7.5 ? 5 : 10);
}

const logMantissas = [1, 1.2, 1.5, 2, 3, 4, 5, 6, 8];
const logitPercents = [1, 2, 5, 10, 20, 30, 40, 50, 60, 65, 70, 75, 80, 85, 90, 93, 95, 96, 97, 98, 99, 99.5, 99.9];

/** Round numbers that lie about evenly after the projection: candidates too close to the one before are dropped. */
function unevenTicks(kind: 'log' | 'logit', low: number, high: number, scale: number, count: number) {
  const { project } = projections[kind];
  const candidates = kind === 'log' ? logCandidates(low, high) : logitPercents.map((percent) => percent / 100);
  const gap = (project(high) - project(low)) / (count * 1.6);
  const ticks: number[] = [];
  let last = -Infinity;
  for (const value of candidates) {
    if (value < low || value > high || project(value) - last < gap) continue;
    last = project(value);
    ticks.push(Number((value * scale).toPrecision(3)));
  }
  // Over a short stretch a log axis is nearly linear, and so are its ticks.
  if (ticks.length < 3) return linearTicks(low * scale, high * scale, count);
  const digits = Math.max(0, ...ticks.map((value) => String(value).split('.')[1]?.length ?? 0));
  return ticks.map((value) => ({ value, label: value.toFixed(Math.min(3, digits)) }));
}

function logCandidates(low: number, high: number): number[] {
  const candidates: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const mantissa of logMantissas) candidates.push(Number((mantissa * 10 ** power).toPrecision(6)));
  }
  return candidates;
}
