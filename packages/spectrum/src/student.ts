/** Student's t distribution with df degrees of freedom (any df > 0, whole or not; bounds need df >= 1). */

/**
 * The t below which a share p of Student's distribution lies. Right to 1e-12 of its value for df from 1 to 1e8.
 * RangeError unless 0 < p < 1 and df >= 1.
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile's share must be between 0 and 1; got ${p}`);
  checkDegrees(df);
  if (p === 0.5) return 0;
  return p < 0.5 ? -upperQuantile(p, df) : upperQuantile(1 - p, df);
}

/**
 * P(T > t), the upper tail: of a two-sided test of t, p = 2 studentTail(|t|, df).
 * RangeError unless df >= 1 and t is a number (infinite ones have 0 and 1).
 */
export function studentTail(t: number, df: number): number {
  checkDegrees(df);
  if (Number.isNaN(t)) throw new RangeError('t must be a number; got NaN');
  return t >= 0 ? upperTail(t, df) : 1 - upperTail(-t, df);
}

const quantiles = new Map<number, number>();

/** The quantile of two-sided 95 % bounds, studentQuantile(0.975, df), kept by df: figures ask for few, thousands of times. */
export function boundsQuantile(df: number): number {
  let quantile = quantiles.get(df);
  if (quantile === undefined) {
    quantile = studentQuantile(0.975, df);
    if (quantiles.size >= 10_000) quantiles.clear();
    quantiles.set(df, quantile);
  }
  return quantile;
}

function checkDegrees(df: number): void {
  if (!(df >= 1 && df < Infinity)) throw new RangeError(`degrees of freedom must be at least 1 and finite; got ${df}`);
}

/** t > 0 with P(T > t) = q, 0 < q < 1/2: Newton's steps inside a bracket, which is halved where a step would leave it. */
function upperQuantile(q: number, df: number): number {
  let low = 0;
  let high = 1;
  while (upperTail(high, df) > q) {
    low = high;
    high *= 2;
  }
  let t = (low + high) / 2;
  for (let step = 0; step < 200; step++) {
    const excess = upperTail(t, df) - q;
    if (excess > 0) low = t;
    else high = t;
    const newton = t + excess / density(t, df);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= 4e-16 * t) return next;
    t = next;
  }
  return t;
}

function density(t: number, df: number): number {
  return densityAtZero(df) * Math.exp(-((df + 1) / 2) * Math.log1p((t * t) / df));
}

/** Gamma((df + 1) / 2) / (sqrt(df pi) Gamma(df / 2)). */
function densityAtZero(df: number): number {
  return gammaRatio(df / 2) / Math.sqrt(df * Math.PI);
}

/**
 * Gamma(a + 1/2) / Gamma(a). Not from logarithms of Gamma, whose difference has few digits left for large a: by its
 * expansion in 1 / a where a is large, to which the recurrence r(a) = r(a + 1) a / (a + 1/2) leads.
 */
function gammaRatio(a: number): number {
  let factor = 1;
  let x = a;
  for (; x < 64; x++) factor *= x / (x + 0.5);
  const y = 1 / x;
  const terms = [1, -1 / 8, 1 / 128, 5 / 1024, -21 / 32768, -399 / 262144, 869 / 4194304, 39325 / 33554432];
  return factor * Math.sqrt(x) * terms.reduceRight((sum, term) => sum * y + term, 0);
}

/** P(T > t) = I_x(df / 2, 1 / 2) / 2 for t >= 0, x = df / (df + t^2), I the regularised incomplete beta function. */
function upperTail(t: number, df: number): number {
  if (t === 0) return 0.5;
  if (t === Infinity) return 0;
  const a = df / 2;
  const logX = -Math.log1p((t * t) / df);
  // x^a (1 - x)^b / B(a, b) with b = 1/2.
  const front = (Math.exp(a * logX) * Math.abs(t) * gammaRatio(a)) / Math.sqrt((df + t * t) * Math.PI);
  const x = df / (df + t * t);
  if (x < (a + 1) / (a + 2.5)) return (front * betaFraction(a, 0.5, x)) / (2 * a);
  return 0.5 - front * betaFraction(0.5, a, (t * t) / (df + t * t));
}

/** The continued fraction of the incomplete beta function by Lentz's method (Numerical Recipes, 6.4). */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return fraction;
}
