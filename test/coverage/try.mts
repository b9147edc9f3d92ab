import { xoshiro128 } from '@passband/spectrum';
import { readPopulation } from './population.ts';
import { type Design, resample } from './resampling.ts';

for (const scope of ['WITHIN_CLASS', 'BETWEEN_CLASS'] as const) {
  const pop = await readPopulation(scope);
  const means = pop.map((g) => g.reduce((s, v) => s + v, 0) / g.length);
  const sds = pop.map((g, i) => Math.sqrt(g.reduce((s, v) => s + (v - means[i]!) ** 2, 0) / g.length));
  const mean = means.reduce((a, b) => a + b) / means.length;
  const se1 = Math.sqrt(sds.reduce((a, b) => a + b * b, 0)) / pop.length;
  const designs: Design[] = [];
  for (const n of [4, 5, 6, 7, 8, 10, 12, 15, 20, 30, 50, 100])
    designs.push({ precision: (1.96 * se1) / Math.sqrt(n), pairsPerGroup: 1000 });
  for (const d of designs) {
    const N = 10000;
    const s = xoshiro128('try2/' + JSON.stringify(d) + scope);
    let rounds = 0;
    const A: number[] = [],
      B: number[] = [],
      C: number[] = [];
    for (let k = 0; k < N; k++) {
      const r = resample(pop, d, s);
      rounds += r.rounds;
      const half = (r.estimate.upper! - r.estimate.lower!) / 2;
      const e = Math.abs(r.estimate.mean - mean);
      A.push(e / half);
      B.push(e / Math.max(half, (d as any).precision));
      C.push(e / (half * (1 + 0.5 / r.rounds)));
    }
    const q = (x: number[]) => {
      x.sort((a, b) => a - b);
      return x[Math.floor(0.95 * N)]!.toFixed(3) + ' ' + ((100 * x.filter((v) => v <= 1).length) / N).toFixed(2) + '%';
    };
    console.log(
      scope,
      (d as any).precision.toFixed(4),
      'rounds',
      (rounds / N).toFixed(1),
      'A',
      q(A),
      'B max(half,h)',
      q(B),
      'C',
      q(C),
    );
  }
}
