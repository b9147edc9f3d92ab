#!/usr/bin/env python3
"""What the numpy reference measures of a demo network on its images, along every kind of path but straight lines.

    PYTHONPATH=FOLDER_OF_REFERENCE path_kinds_golden.py

Writes path-kinds-golden.json beside this file. Needs numpy, scipy, onnxruntime and the reference module.
"""
import json
import pathlib

import numpy as np
import onnxruntime as ort

import reference as ref

HERE = pathlib.Path(__file__).parent
DEMO = HERE.parent.parent / 'packages/demo/data'
NETWORK, IMAGES = 'networks/baseline-seed-0.onnx', 'fashion-mnist-sample.npz'
ESTIMATORS = (('PERIODOGRAM', 'periodogram', True), ('MIRRORED', 'mirrored', False), ('DISTANCE_POWER', 'distance', True))

archive = np.load(DEMO / IMAGES)
images, labels = archive['images'].reshape(-1, 28, 28, 1), archive['labels'].astype(int)
mean, std = archive['mean'].astype(float), archive['std'].astype(float)
session = ort.InferenceSession(DEMO / NETWORK)
normalised = lambda k: (images[k] / 255 - mean) / std


def scores(x):
    return session.run(None, {session.get_inputs()[0].name: x.transpose(0, 3, 1, 2).astype(np.float32)})[0].astype(float)


def row(samples, **ends):
    p = ref.softmax(scores(samples))
    fractions = {name: ref.high_frequency_fraction(ref.spectrum(p, e), 0.1, drop) for name, e, drop in ESTIMATORS}
    return dict(ends, fractions=fractions, consistentDistance=ref.consistent_distance(p))


def between(part, window, samples):
    rows = []
    for a, b in ((0, 0), (0, 1), (3, 8)):
        for i, j in ref.draw_pairs(labels, a, b, 2, 5):
            path = ref.fourier_path(normalised(i), normalised(j), part, window, samples)
            rows.append(row(path, classA=a, classB=b, imageA=i, imageB=j))
    return dict(window=window, samples=samples, seed=5, paths=rows)


def along():
    directions = [dict(kind='FOURIER', i=14, j=15), dict(kind='FOURIER', i=3, j=20), dict(kind='RANDOM', i=None, j=None),
                  dict(kind='COMPOSITE_F', i=None, j=None), dict(kind='RANDOM', i=None, j=None),
                  dict(kind='COMPOSITE_INVERSE_F', i=None, j=None)]
    images_of = {
        'FOURIER': lambda d, k: ref.fourier_basis_image(d['i'], d['j'], 28, 28),
        'RANDOM': lambda d, k: ref.random_direction(784, 5, k).reshape(28, 28),
        'COMPOSITE_F': lambda d, k: ref.fourier_composite_image('f', 28, 28),
        'COMPOSITE_INVERSE_F': lambda d, k: ref.fourier_composite_image('inverse_f', 28, 28)}
    starts, rows, random = ref.draw_images(labels, 2, 5, 'direction', [2, 7]), [], 0
    for place, d in enumerate(directions):
        u = images_of[d['kind']](d, random)[..., None]
        random += d['kind'] == 'RANDOM'
        u = u / np.linalg.norm(u)
        for c, drawn in zip((2, 7), starts):
            for i in drawn:
                rows.append(row(normalised(i)[None] + 0.5 * np.arange(40).reshape(-1, 1, 1, 1) * u, classA=c, direction=place, imageA=i))
    return dict(directions=directions, step=0.5, samples=40, seed=5, classes=[2, 7], paths=rows)


def jacobian():
    drawn = ref.draw_images(labels, 60, 5, 'jacobian')
    x = np.stack([normalised(i) for i in drawn])
    base, squares = scores(x), []
    for k in range(4):
        u = ref.random_direction(784, 5, k).reshape(28, 28, 1)
        squares.append(784 * (((scores(x + 0.01 * u / np.linalg.norm(u)) - base) / 0.01) ** 2).sum(axis=1))
    return dict(images=60, directions=4, difference=0.01, seed=5, estimate=ref.jacobian_norm_estimate(np.stack(squares, axis=1)))


def heat_map():
    drawn = ref.draw_images(labels, 40, 5, 'heat-map')
    x = np.stack([normalised(i) for i in drawn])
    classify = lambda y: scores(y).argmax(axis=1)
    errors = np.full((28, 28), np.nan)
    for i in range(28):
        for j in range(28):
            if np.hypot(i - 14, j - 14) <= 3:
                errors[i, j] = np.mean(classify(x + 4 * ref.fourier_basis_image(i, j, 28, 28)[..., None]) != labels[drawn])
    return dict(images=40, norm=4, maximumImageFrequency=3, seed=5, unshifted=float(np.mean(classify(x) != labels[drawn])),
                errorRate=[None if np.isnan(v) else float(v) for v in errors.ravel()])


golden = dict(network=NETWORK, images=IMAGES, amplitude=between('amplitude', 0.2, 50), phase=between('phase', 0.3, 33),
              direction=along(), jacobianNorm=jacobian(), heatMap=heat_map())
(HERE / 'path-kinds-golden.json').write_text(json.dumps(golden) + '\n')
