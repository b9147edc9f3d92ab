#!/usr/bin/env python3
"""Samples of paths as pictures, of every kind of path, as the numpy reference makes them from colour.npz.

    PYTHONPATH=FOLDER_OF_REFERENCE path_pictures_golden.py

Writes path-pictures-golden.json beside this file. Needs numpy, scipy and the reference module.
"""
import json
import pathlib

import numpy as np

import reference as ref

HERE = pathlib.Path(__file__).parent
archive = np.load(HERE / 'engine/colour.npz')
images, mean, std = archive['images'], archive['mean'], archive['std']
h, w, c = images.shape[1:]
normalised = lambda k: (images[k] / 255 - mean) / std
A, B, SEED = 3, 16, 5


def pictures(samples, **ends):
    pixels = np.clip((samples * std + mean) * 255, 0, 255).round().astype(int)
    shown = sorted({0, 1, len(samples) // 2, len(samples) - 1})
    return dict(ends, count=len(samples), samples=[dict(k=k, pixels=pixels[k].ravel().tolist()) for k in shown])


def along(place, directions, u):
    samples, _ = ref.direction_path(normalised(A), u, 0.7, 9)
    return pictures(samples, parameters=dict(path='DIRECTION', directions=directions, step=0.7, samples=9, seed=SEED),
                    imageA=A, imageB=None, direction=place)


def between(along_it, **parameters):
    return pictures(along_it, parameters=dict(parameters, seed=SEED), imageA=A, imageB=B)


every_channel = lambda grey: np.repeat(grey[..., None], c, axis=2)
directions = [dict(kind='FOURIER', i=3, j=8), dict(kind='RANDOM', i=None, j=None), dict(kind='COMPOSITE_F', i=None, j=None),
              dict(kind='RANDOM', i=None, j=None), dict(kind='COMPOSITE_INVERSE_F', i=None, j=None)]
images_of = [every_channel(ref.fourier_basis_image(3, 8, h, w)), ref.random_direction(h * w * c, SEED, 0).reshape(h, w, c),
             every_channel(ref.fourier_composite_image('f', h, w)), ref.random_direction(h * w * c, SEED, 1).reshape(h, w, c),
             every_channel(ref.fourier_composite_image('inverse_f', h, w))]
x, y = normalised(A), normalised(B)
golden = [
    between(ref.linear_path(x, y, 1.3)[0], path='LINEAR', step=1.3, samples=None),
    between(ref.linear_path(x, y, samples=7)[0], path='LINEAR', step=None, samples=7),
    between(ref.fourier_path(x, y, 'amplitude', 0.3, 12), path='AMPLITUDE', window=0.3, step=None, samples=12),
    between(ref.fourier_path(x, y, 'phase', 0.3, 12), path='PHASE', window=0.3, step=None, samples=12),
    *(along(place, directions, u) for place, u in enumerate(images_of)),
]
(HERE / 'path-pictures-golden.json').write_text(json.dumps(golden) + '\n')
