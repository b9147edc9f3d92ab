#!/usr/bin/env python3
"""Golden numbers for packages/spectrum, made with the reference, plain numpy and scipy in float64.

    spectrum_golden.py FOLDER_OF_REFERENCE_PY

writes spectrum-golden.json beside this file. Inputs are rounded to a few decimals, so that both sides start from exactly
the same numbers; what is expected has all its digits. spectrum-pairs.json, beside it too, holds the reference's known
answers for the generator and for what is drawn with it, unchanged.
"""
import json
import sys
from pathlib import Path

import numpy as np
from scipy import stats

sys.path.insert(0, sys.argv[1])
import reference as ref

ESTIMATORS = {'PERIODOGRAM': ('periodogram', True), 'MIRRORED': ('mirrored', False), 'DISTANCE_POWER': ('distance', True)}
rng = np.random.default_rng(20221107)


def probabilities(n, classes, wiggles=3):
    """A smooth path's class probabilities, to four decimals."""
    t = np.linspace(0, 1, n)[:, None]
    z = 3 * np.sin(2 * np.pi * t * rng.uniform(0.1, wiggles, classes) + rng.uniform(0, 6, classes)) + 4 * t * rng.normal(size=classes)
    return ref.softmax(z).round(4)


def path(n, classes, step):
    p = probabilities(n, classes)
    out = {'samples': n, 'classes': classes, 'step': step, 'probabilities': p.ravel().tolist(), 'spectra': {}, 'fractions': [], 'consistentDistance': ref.consistent_distance(p)}
    for key, (estimator, drop_last) in ESTIMATORS.items():
        f = ref.spectrum(p, estimator)
        out['spectra'][key] = f.tolist()
        spacing = 1 / ((2 if estimator == 'mirrored' else 1) * n * step)
        for cutoff in (0, 0.1, 0.3, 0.5, 1):
            out['fractions'].append([key, 'SHARE_OF_BINS', cutoff, ref.high_frequency_fraction(f, cutoff, drop_last)])
        for cutoff in (0, 0.03, 0.1, 0.25, 2):
            out['fractions'].append([key, 'CYCLES_PER_DISTANCE', cutoff, ref.fraction_above(f, spacing, cutoff)])
    return out


def jsonable(value):
    """numpy's numbers as Python's, NaN as null: JSON has none."""
    if isinstance(value, dict):
        return {k: jsonable(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [jsonable(v) for v in value]
    if isinstance(value, (float, np.floating)):
        return None if np.isnan(value) else float(value)
    return int(value) if isinstance(value, np.integer) else value


def ramp(n):
    """A path whose probability rises evenly from 0 to 1, and the other class's falls."""
    t = np.linspace(0, 1, n)
    return np.stack([t, 1 - t], axis=1)


def scope_spectrum(groups, step, bins, estimator):
    """scope_estimate, bin by bin, of rows made as mean_spectrum makes them (each path alone is its own row)."""
    rows = [np.array([ref.mean_spectrum([p], step, bins, estimator)[1] for p in g]) for g in groups]
    by_bin = [ref.scope_estimate([r[:, k] for r in rows]) for k in range(bins)]
    return {f: [e[f] for e in by_bin] for f in ('mean', 'lower', 'upper')}


def ratio(pairs):
    """Mean spectrum of b over that of a over a scope: spectrum_ratio, means and squared errors combined as in scope_estimate."""
    bins = range(pairs[0][0].shape[1])
    mean_a, mean_b = (np.mean([pair[side].mean(axis=0) for pair in pairs], axis=0) for side in (0, 1))
    r = mean_b / mean_a
    errors = [[((b - r * a) / mean_a)[:, k] for a, b in pairs] for k in bins]
    half = np.array([e['upper'] - e['mean'] for e in map(ref.scope_estimate, errors)])
    if len(pairs) == 1:
        assert np.allclose([r, r - half, r + half], ref.spectrum_ratio(*pairs[0]), rtol=1e-13)
    return {'groups': [{'a': a, 'b': b} for a, b in pairs], 'ratio': r, 'lower': r - half, 'upper': r + half}


def main():
    lengths = [0, 1e-9, 0.3, 1, 1.0000000001, 2.5, 12.7, 40, 40.3, 63.99999999999999, 0.3 * 3, 0.1 * 3, 7 * 0.7]
    golden = {'numpy': np.__version__}
    golden['positions'] = []
    for d in lengths:
        x0, x1 = np.zeros(1), np.array([d])
        for step in (1.0, 0.1, 0.7, 2.5):
            if d / step < 100:
                golden['positions'].append({'length': d, 'step': step, 't': ref.linear_path(x0, x1, step)[1]})
        for samples in (1, 5, 12):
            golden['positions'].append({'length': d, 'samples': samples, 't': ref.linear_path(x0, x1, samples=samples)[1]})
    shapes = [(1, 3), (2, 3), (3, 2), (4, 1), (5, 3), (7, 10), (8, 4), (16, 3), (23, 5), (40, 10), (41, 10), (64, 3), (97, 2), (127, 3), (128, 2), (130, 3), (200, 2), (257, 1), (400, 2)]
    golden['paths'] = [path(n, c, step) for (n, c), step in zip(shapes, [1, 1, 1, 0.5, 2] * 4)]
    golden['ramps'] = [{'samples': n, 'fraction': ref.high_frequency_fraction(ref.spectrum(ramp(n), 'mirrored'), 0.1, False)} for n in (40, 80, 160)]

    groups = [[probabilities(n, 3) for n in ns] for ns in ([4, 9, 30], [12, 12], [41, 7, 64, 25])]
    golden['meanSpectra'] = {'groups': [[{'samples': len(p), 'probabilities': p.ravel()} for p in g] for g in groups], 'classes': 3, 'cases': []}
    for key, (estimator, _) in ESTIMATORS.items():
        for step, bins in ((1, 65), (0.5, 17)):
            axis, mean, se = ref.mean_spectrum(groups[2], step, bins, estimator)
            golden['meanSpectra']['cases'].append({'estimator': key, 'step': step, 'bins': bins, 'frequency': axis, 'groupMean': mean, 'groupStandardError': se, 'scope': scope_spectrum(groups, step, bins, estimator)})

    draw = lambda n, scale=1: rng.normal(0.2, scale, n).round(5)
    golden['estimates'] = [{'values': v, 'expected': ref.estimate(v)} for v in (draw(1), draw(2), draw(3), draw(20), draw(200), 1e6 + draw(50, 1e-3))]
    scopes = [[draw(2), draw(2)], [draw(20, s) for s in (0.1, 1, 3)], [draw(5), [], draw(9)], [draw(1), draw(4)], [draw(1)], [draw(7)], [[], []]]
    golden['scopes'] = [{'groups': g, 'expected': ref.scope_estimate(g)} for g in scopes]
    golden['quantiles'] = [[p, df, stats.t.ppf(p, df)] for p in (1e-9, 0.001, 0.025, 0.3, 0.5, 0.6, 0.9, 0.975, 0.995, 0.99999) for df in (1, 1.5, 2, 3, 7, 30, 199, 1099, 1e5)]
    golden['tails'] = [[t, df, stats.t.sf(t, df)] for t in (-8, -1, 0, 1e-6, 0.5, 1.96, 5, 30) for df in (1, 2, 4.5, 19, 300, 1e5)]
    golden['paired'] = []
    for n in (2, 5, 40):
        a = draw(n)
        b = (a + draw(n, 0.5)).round(5)
        difference, p = ref.paired(a, b)
        golden['paired'].append({'a': a, 'b': b, 'difference': difference, 'pValue': p})
    pairs = [(draw(n), draw(n)) for n in (4, 6, 11)]
    e = ref.scope_estimate([b - a for a, b in pairs])
    golden['pairedScope'] = {'groups': [{'a': a, 'b': b} for a, b in pairs], 'difference': e, 'pValue': 2 * stats.t.sf(abs(e['mean'] / e['standardError']), e['count'] - 3)}
    golden['proportions'] = [[h, n, *ref.wilson(h, n)] for h, n in ((0, 1), (1, 1), (3, 10), (911, 1000), (5000, 10000), (0, 500))]
    golden['correlations'] = []
    for n in (4, 5, 25, 60):
        x = draw(n).round(1)
        y = (0.7 * x + draw(n)).round(1)
        group = rng.integers(0, 2, n) if n < 20 else rng.integers(0, 4, n)
        group[0], group[1] = 0, 1
        bounded = n - len(set(group)) - 2 > 0
        fit = stats.linregress(x, y)
        where = np.array([-1, 0, 0.37, 4])
        s = np.sqrt(((y - fit.intercept - fit.slope * x) ** 2).sum() / (n - 2))
        half = stats.t.ppf(0.975, n - 2) * s * np.sqrt(1 / n + (where - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum())
        line = fit.intercept + fit.slope * where
        golden['correlations'].append({
            'x': x, 'y': y, 'group': group, 'pearson': ref.pearson(x, y), 'spearman': ref.spearman(x, y),
            'withinGroups': ref.within_groups(x, y, group) if bounded else None,
            'regression': {'slope': fit.slope, 'intercept': fit.intercept, 'where': where, 'lower': line - half, 'upper': line + half}})
    spectra = lambda n, scale: (rng.gamma(2, scale, (n, 1)) * np.exp(-np.arange(7)) * rng.uniform(0.5, 1.5, (n, 7))).round(6)
    both = [(a, (a * rng.uniform(0.8, 2, a.shape)).round(6)) for a in (spectra(n, scale) for n, scale in ((9, 1), (4, 3), (20, 0.2)))]
    golden['spectrumRatios'] = [ratio(both[:1]), ratio(both)]
    file = Path(__file__).with_name('spectrum-golden.json')
    file.write_text(json.dumps(jsonable(golden), allow_nan=False) + '\n')
    print(f'{file.name}: {file.stat().st_size} bytes')


main()
