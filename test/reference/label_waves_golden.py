#!/usr/bin/env python3
"""Golden numbers of label waves on the demo's real images, made with the reference in float64.

    PYTHONPATH=FOLDER_OF_REFERENCE label_waves_golden.py

writes label-waves-golden.json beside this file: the first `train` images give phase and normaliser, the `validation` after
them are smoothed. Scores are rounded to three decimals, so that both sides start from exactly the same numbers.
"""
import json
import pathlib

import numpy as np

import reference as ref

HERE = pathlib.Path(__file__).parent
DEMO = HERE.parent.parent / 'packages/demo/data'
IMAGES, TRAIN, VALIDATION, AMPLITUDE, SEED = 'fashion-mnist-sample.npz', 700, 40, 0.3, 5

archive = np.load(DEMO / IMAGES)
pixels, labels = archive['images'].reshape(-1, 28, 28, 1), archive['labels'].astype(int)
images = (pixels / 255 - archive['mean'].astype(float)) / archive['std'].astype(float)
x, v = images[:TRAIN], images[TRAIN:TRAIN + VALIDATION]
onehot = np.eye(10)[labels[TRAIN:TRAIN + VALIDATION]]
scores = np.random.default_rng(20221109).normal(0, 2, (VALIDATION, 10)).round(3)
digits = lambda values: [float(f'{value:.13g}') for value in np.asarray(values, float).ravel()]

directions = {
    'RANDOM_DIRECTION': ref.random_direction(784, SEED),
    'FOURIER_DIRECTION': ref.fourier_basis_image(14, 17, 28, 28),
    'COMPOSITE_F': ref.fourier_composite_image('f', 28, 28),
    'COMPOSITE_INVERSE_F': ref.fourier_composite_image('inverse_f', 28, 28),
}


def wave(kind, frequency, only_class):
    """1 + wave, phase and normaliser are got from wave_strength by asking it for amplitude 1 and normaliser 1."""
    name = {'RADIAL': 'radial', 'UNIFORM': 'uniform'}.get(kind, 'direction')
    phase = np.linalg.norm(x.reshape(TRAIN, -1), axis=1).mean() if kind == 'RADIAL' else 0.0
    strength = lambda some, amplitude, normaliser: ref.wave_strength(some, frequency, amplitude, name, directions.get(kind), phase, normaliser)
    one_plus_wave = strength(x, 1.0, 1.0)
    normaliser = one_plus_wave.mean()
    r = strength(v, AMPLITUDE, normaliser)
    noisy = ref.smooth_labels(onehot, r, only_class)
    return dict(
        noise=kind, frequency=frequency, onlyClass=only_class, phase=phase, normaliser=normaliser,
        standardDeviation=one_plus_wave.std(), trainStrength=digits(strength(x, AMPLITUDE, None)[:20]), labels=digits(noisy),
        noiseFitting=ref.noise_fitting(scores, onehot, noisy), waveFitting=ref.wave_fitting(scores, noisy, AMPLITUDE, onehot, only_class))


cases = [('RADIAL', 0.03, None), ('RADIAL', 0.5, None), ('RADIAL', 0.1, 3), ('RANDOM_DIRECTION', 0.2, None),
         ('FOURIER_DIRECTION', 0.05, None), ('FOURIER_DIRECTION', 0.4, 8), ('COMPOSITE_F', 0.3, None),
         ('COMPOSITE_INVERSE_F', 0.02, None), ('UNIFORM', 0, None), ('UNIFORM', 0, 1)]
golden = dict(images=IMAGES, train=TRAIN, validation=VALIDATION, amplitude=AMPLITUDE, seed=SEED, i=14, j=17,
              scores=digits(scores), waves=[wave(*case) for case in cases])
file = HERE / 'label-waves-golden.json'
file.write_text(json.dumps(golden) + '\n')
print(f'{file.name}: {file.stat().st_size} bytes')
