#!/usr/bin/env python3
"""Two networks compared over the paths that both measured: the reference's own paths, spectra, fractions and statistics.

    PYTHONPATH=FOLDER_OF_REFERENCE comparisons_golden.py

Writes comparisons-golden.json beside this file. Needs numpy, scipy and the reference module. The networks are formulas and
the images too: those of analytic-classifier.ts and idx.ts in apps/server/src/testing.
"""
import json
import pathlib

import numpy as np
from scipy import stats

import reference as ref

CLASSES, PER_CLASS, SIZE = 3, 8, 4
STEP, BINS = 0.1, 9
ESTIMATORS = {'PERIODOGRAM': ('periodogram', True), 'MIRRORED': ('mirrored', False), 'DISTANCE_POWER': ('distance', True)}
CUTOFFS = ((0.1, 'SHARE_OF_BINS'), (0.25, 'CYCLES_PER_DISTANCE'))
# Between images of equal mean the networks give the same along the whole path, whose distances are rounding alone.
CASES = [(scope, estimator) for scope in ('WITHIN_CLASS', 'BETWEEN_CLASS') for estimator in ESTIMATORS if (scope, estimator) != ('BETWEEN_CLASS', 'DISTANCE_POWER')]
# The last has other pairs, some of them the same by chance.
MEASUREMENTS = {name: {'waves': waves, 'pairsPerGroup': pairs, 'seed': seed} for name, waves, pairs, seed in (
    ('reference', 6, 12, 3), ('wavier', 15, 10, 3), ('other seed', 9, 20, 4))}

image, pixel = np.mgrid[:CLASSES * PER_CLASS, :SIZE * SIZE]
pixels = (40 * (image % CLASSES) + 17 * image * (pixel + 1) + 91 * pixel * pixel) % 256 / 255
images = (pixels - pixels.mean()) / pixels.std()
labels = np.arange(CLASSES * PER_CLASS) % CLASSES


def probabilities(x, waves):
    c = np.arange(CLASSES)
    return ref.softmax(2 * np.sin(waves * x.mean(axis=1)[:, None] * (c + 1) + c))


def paths(classes, waves, pairsPerGroup, seed):
    """By images: class probabilities along the path."""
    ends = ref.draw_pairs(labels, *classes, pairsPerGroup, seed)
    return {(i, j): probabilities(ref.linear_path(images[i], images[j], STEP)[0], waves) for i, j in ends}


def fraction(p, estimator, cutoff, unit):
    name, drop_last = ESTIMATORS[estimator]
    f = ref.spectrum(p, name)
    if unit == 'SHARE_OF_BINS':
        return ref.high_frequency_fraction(f, cutoff, drop_last)
    return ref.fraction_above(f, 1 / ((2 if estimator == 'MIRRORED' else 1) * len(p) * STEP), cutoff)


def scope_p(e, groups):
    if e['standardError'] is None:
        return None
    return 2 * stats.t.sf(abs(e['mean'] / e['standardError']), e['count'] - groups)


def numbers(values):
    return [None if np.isnan(value) else float(value) for value in values]


def ratio(pairs):
    """spectrum_ratio over a scope: means and squared standard errors combined as in scope_estimate. None where the reference's
    mean is 0 but for rounding, as in the last bin of mirrored spectra."""
    mean_a, mean_b = (np.mean([pair[side].mean(axis=0) for pair in pairs], axis=0) for side in (0, 1))
    r = mean_b / np.where(mean_a > 1e-12 * mean_a.max(), mean_a, np.nan)
    errors = [ref.scope_estimate([((b - r * a) / mean_a)[:, k] for a, b in pairs]) for k in range(BINS)]
    if errors[0]['lower'] is None:
        return {'ratio': numbers(r), 'lower': [None] * BINS, 'upper': [None] * BINS}
    half = np.array([e['upper'] - e['mean'] for e in errors])
    return {'ratio': numbers(r), 'lower': numbers(r - half), 'upper': numbers(r + half)}


def number(e):
    return {k: None if v is None else float(v) for k, v in e.items()}


def comparison(name, scope, estimator, cutoff, unit):
    between = scope == 'BETWEEN_CLASS'
    rows, differences, spectra = [], [], []
    for classes in [(a, b) for a in range(CLASSES) for b in range(a, CLASSES) if (a < b) == between]:
        reference, other = (paths(classes, **MEASUREMENTS[which]) for which in ('reference', name))
        same = [ends for ends in reference if ends in other]
        if not same:
            continue
        a, b = (np.array([fraction(side[ends], estimator, cutoff, unit) for ends in same]) for side in (reference, other))
        difference, p = ref.paired(a, b) if len(same) > 1 else (ref.estimate(b - a), None)
        rows.append({'classA': {'index': classes[0]}, 'classB': {'index': classes[1]}, 'difference': number(difference), 'pairedPaths': len(same), 'pValue': p})
        differences.append(b - a)
        spectra.append([np.array([ref.mean_spectrum([side[ends]], STEP, BINS, ESTIMATORS[estimator][0])[1] for ends in same]) for side in (reference, other)])
    e = ref.scope_estimate(differences)
    frequency = np.linspace(0, 0.5 / STEP, BINS).tolist()
    return {'scope': scope, 'estimator': estimator, 'difference': number(e), 'pairedPaths': sum(map(len, differences)),
            'pValue': scope_p(e, len(differences)), 'groups': rows,
            'ratio': {'frequencyUnit': 'CYCLES_PER_DISTANCE', 'frequency': frequency, **ratio(spectra)}}


golden = {'numpy': np.__version__, 'step': STEP, 'bins': BINS, 'measurements': MEASUREMENTS, 'cases': []}
for cutoff, unit in CUTOFFS:
    rows = [{'other': name, **comparison(name, scope, estimator, cutoff, unit)}
            for name in ('wavier', 'other seed') for scope, estimator in CASES]
    golden['cases'].append({'cutoff': cutoff, 'cutoffUnit': unit, 'comparisons': rows})
file = pathlib.Path(__file__).with_name('comparisons-golden.json')
file.write_text(json.dumps(golden, allow_nan=False) + '\n')
print(f'{file.name}: {file.stat().st_size} bytes; paths', [row['pairedPaths'] for row in rows])
