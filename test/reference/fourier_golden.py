#!/usr/bin/env python3
"""Golden numbers of images and their Fourier transforms for packages/spectrum, made with the reference in float64.

    fourier_golden.py FOLDER_OF_REFERENCE_PY

writes fourier-golden.json beside this file. Images are rounded to three decimals, so that both sides start from exactly the
same numbers.
"""
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, sys.argv[1])
import reference as ref

rng = np.random.default_rng(20221109)
digits = lambda values: [float(f'{v:.13g}') for v in np.asarray(values).ravel()]


def path(shape, part, window):
    first, last = (rng.normal(0.3, 1, shape).round(3) for _ in range(2))
    images = ref.fourier_path(first, last, part, window, 5)
    return {'shape': shape, 'part': part.upper(), 'window': window, 'first': digits(first), 'last': digits(last), 'images': [digits(x) for x in images]}


def diversity(shape, count):
    images = rng.integers(0, 256, (count, *shape))
    std = rng.uniform(0.2, 0.4, shape[-1]).round(3)
    return {'shape': shape, 'std': digits(std), 'pixels': images.ravel().tolist(), 'expected': ref.class_diversity(images / 255 / std)}


shapes = [(8, 8, 1), (7, 9, 2), (6, 10, 1), (9, 5, 3), (28, 28, 1)]
golden = {
    'paths': [path(s, part, window) for s in shapes for part in ('amplitude', 'phase') for window in ((0.2,) if s[0] == 28 else (0.1, 0.2, 0.45))],
    'basis': [{'i': i, 'j': j, 'height': h, 'width': w, 'image': digits(ref.fourier_basis_image(i, j, h, w))} for h, w in ((4, 4), (5, 6), (3, 7)) for i in (0, h // 2, h - 1) for j in (0, w // 2, w - 1)],
    'composites': [{'kind': kind, 'height': h, 'width': w, 'image': digits(ref.fourier_composite_image(name, h, w))} for h, w in ((4, 4), (5, 6), (28, 28)) for kind, name in (('COMPOSITE_F', 'f'), ('COMPOSITE_INVERSE_F', 'inverse_f'))],
    'diversities': [diversity(s, n) for s, n in (((3, 4, 1), 2), ((4, 4, 3), 70), ((2, 2, 2), 131))],
}
# At the edge of the window: sizes that are powers of two, whose Nyquist cells are exact. Drawn last, so that the others stay.
golden['paths'] += [path((s, s, 1), part, 0.5) for s in (8, 32) for part in ('amplitude', 'phase')]
file = Path(__file__).with_name('fourier-golden.json')
file.write_text(json.dumps(golden) + '\n')
print(f'{file.name}: {file.stat().st_size} bytes')
