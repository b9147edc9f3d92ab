#!/usr/bin/env python3
"""What interventions changed in a made-up set of training runs, by scipy.

    PYTHONPATH=FOLDER_OF_REFERENCE interventions_golden.py

Writes interventions-golden.json beside this file. Needs numpy, scipy and the reference module. Pairs are looked for by
comparing every model with every other; bounds and p values are those of the reference's `paired`, which must be scipy's
ttest_1samp of the differences too.
"""
import json
import pathlib
import warnings

import numpy as np
from scipy import stats

import reference as ref

warnings.simplefilter('ignore')
METRICS = ('accuracy', 'highFrequencyFraction.within', 'jacobianNorm')
BASELINE = [('augmentation', 'none'), ('epochs', '12')]
GROUP_BY = ['architecture']
rng = np.random.default_rng(1107)


def made_up():
    """Every combination of augmentation, epochs, architecture and seed but some, one tag that few have, metrics with holes."""
    models = []
    for augmentation in ('none', 'mixup', 'cutout'):
        for epochs in ('3', '12', '100'):
            for architecture in ('mlp', 'wrn', None):
                for seed in range(4):
                    if rng.uniform() < 0.25:
                        continue
                    tags = {'augmentation': augmentation, 'epochs': epochs, 'seed': str(seed)}
                    if architecture:
                        tags['architecture'] = architecture
                    if rng.uniform() < 0.1:
                        tags['teacher'] = 'yes'
                    if rng.uniform() < 0.05:
                        del tags['augmentation']
                    run = 0.02 * rng.normal()
                    values = 0.8 + run + 0.02 * (augmentation == 'mixup') + 0.001 * int(epochs) + 0.01 * rng.normal(size=3)
                    models.append({'tags': tags, 'values': {m: round(float(v), 5) for m, v in zip(METRICS, values) if rng.uniform() > 0.1}})
    return models


def effect(metric, pairs):
    known = [(a['values'][metric], b['values'][metric]) for a, b in pairs if metric in a['values'] and metric in b['values']]
    if not known:
        return {'metric': metric, 'difference': None, 'pValue': None}
    a, b = np.array(known).T
    difference, p = ref.paired(a, b)
    if len(a) < 2:
        p = None
    else:
        assert abs(p - stats.ttest_1samp(b - a, 0).pvalue) < 1e-12
    return {'metric': metric, 'difference': {k: None if v is None else float(v) for k, v in difference.items()}, 'pValue': p}


def row(key, value, group, pairs):
    tags = [{'key': k, 'value': v} for k, v in group]
    return {'tag': {'key': key, 'value': value}, 'group': tags, 'pairs': len(pairs), 'effects': [effect(m, pairs) for m in METRICS]}


def interventions(models):
    rows = []
    for key, base in BASELINE:
        values = sorted({m['tags'][key] for m in models if key in m['tags']} - {base}, key=lambda v: (int(v) if v.isdigit() else 0, v))
        for value in values:
            pairs = [(a, b) for a in models for b in models
                     if a['tags'].get(key) == base and b['tags'].get(key) == value
                     and {**a['tags'], key: ''} == {**b['tags'], key: ''}]
            rows.append(row(key, value, [], pairs))
            for common in sorted({a['tags'][GROUP_BY[0]] for a, _ in pairs if GROUP_BY[0] in a['tags']}):
                own = [(a, b) for a, b in pairs if a['tags'].get(GROUP_BY[0]) == common]
                rows.append(row(key, value, [(GROUP_BY[0], common)], own))
    return rows


models = made_up()
golden = {
    'numpy': np.__version__,
    'baseline': [{'key': k, 'value': v} for k, v in BASELINE],
    'metrics': METRICS,
    'groupByTag': GROUP_BY,
    'models': [{'tags': [{'key': k, 'value': v} for k, v in m['tags'].items()], 'values': m['values']} for m in models],
    'interventions': interventions(models),
}
file = pathlib.Path(__file__).with_name('interventions-golden.json')
file.write_text(json.dumps(golden, allow_nan=False) + '\n')
print(f'{file.name}: {file.stat().st_size} bytes, {len(models)} models, pairs', [r['pairs'] for r in golden['interventions']])
