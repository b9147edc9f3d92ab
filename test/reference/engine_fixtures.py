#!/usr/bin/env python3
"""Small random networks and datasets, and what the numpy reference measures on them.

    PYTHONPATH=FOLDER_OF_REFERENCE engine_fixtures.py FOLDER [--large]

Writes the networks and datasets there and engine-golden.json beside the folder; deterministic. --large writes 3 x 32 x 32 and other larger ones as well
and no golden numbers. Needs numpy, onnx, onnxruntime and the reference module (numpy, scipy).
"""
import json
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

import reference as ref


def network(file, shape, classes, *, channels_last=False, probabilities=False, batch='batch', seed=0, scale=3.0, nan=False, external=None):
    """Convolution, ReLU, convolution, ReLU, mean over pixels, linear; random weights, in a file beside it of the name `external` where one is given.
    shape: (height, width, channels)."""
    height, width, channels = shape
    random = np.random.default_rng(seed)
    weights = {
        'w1': random.normal(0, 1 / np.sqrt(9 * channels), (8, channels, 3, 3)),
        'b1': random.normal(0, 0.5, 8),
        'w2': random.normal(0, 1 / np.sqrt(72), (8, 8, 3, 3)),
        'b2': random.normal(0, 0.5, 8),
        'w3': random.normal(0, scale, (8, classes)),
        'b3': random.normal(0, 0.5, classes),
    }
    if nan:
        weights['w3'][0, 0] = np.nan
    nodes, x = [], 'images'
    if channels_last:
        nodes.append(helper.make_node('Transpose', ['images'], ['first'], perm=[0, 3, 1, 2]))
        x = 'first'
    nodes += [
        helper.make_node('Conv', [x, 'w1', 'b1'], ['c1'], pads=[1, 1, 1, 1]),
        helper.make_node('Relu', ['c1'], ['r1']),
        helper.make_node('Conv', ['r1', 'w2', 'b2'], ['c2'], pads=[1, 1, 1, 1], strides=[2, 2]),
        helper.make_node('Relu', ['c2'], ['r2']),
        helper.make_node('GlobalAveragePool', ['r2'], ['pooled']),
        helper.make_node('Flatten', ['pooled'], ['flat']),
        helper.make_node('Gemm', ['flat', 'w3', 'b3'], ['logits']),
    ]
    if probabilities:
        nodes.append(helper.make_node('Softmax', ['logits'], ['probabilities'], axis=1))
    axes = [height, width, channels] if channels_last else [channels, height, width]
    graph = helper.make_graph(
        nodes,
        'network',
        [helper.make_tensor_value_info('images', TensorProto.FLOAT, [batch, *axes])],
        [helper.make_tensor_value_info('probabilities' if probabilities else 'logits', TensorProto.FLOAT, [batch, classes])],
        [numpy_helper.from_array(value.astype(np.float32), name) for name, value in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 13)], ir_version=8)
    if external:
        pathlib.Path(file).with_name(external).unlink(missing_ok=True)
        onnx.save(model, file, save_as_external_data=True, location=external, size_threshold=0)
    else:
        onnx.save(model, file)


def dataset(file, shape, classes, images_of_class, *, seed=0, grey=False, normalisation=True):
    """Smooth random images around one of each class. The first two of class 0 are identical, the third nearly so."""
    height, width, channels = shape
    random = np.random.default_rng(seed)
    smooth = lambda: np.kron(random.random((-(-height // 4), -(-width // 4), channels)), np.ones((4, 4, 1)))[:height, :width]
    centres = [smooth() for _ in range(classes)]
    labels = np.tile(np.arange(classes), images_of_class)
    images = np.stack([np.clip(0.5 * centres[c] + 0.35 * smooth() + 0.15 * random.random(shape), 0, 1) for c in labels])
    images = np.round(images * 255).astype(np.uint8)
    first, second, third = np.flatnonzero(labels == 0)[:3]
    images[second] = images[first]
    images[third] = images[first]
    images[third, :2, :2] ^= 64
    kept = dict(images=images[..., 0] if grey else images, labels=labels.astype(np.int64))
    if normalisation:
        kept |= dict(mean=np.linspace(0.4, 0.5, channels), std=np.linspace(0.2, 0.3, channels))
    np.savez_compressed(file, **kept)


def measure(model, data, pairs, step, seed, samples=None):
    """Everything that the reference says of linear paths of this network on these images."""
    archive = np.load(data)
    images = archive['images'] if archive['images'].ndim == 4 else archive['images'][..., None]
    labels, mean, std = archive['labels'], archive['mean'], archive['std']
    session = ort.InferenceSession(model)
    shape = session.get_inputs()[0].shape
    channels_first = shape[1] == images.shape[-1]

    def probabilities(x):
        x = x.astype(np.float32)
        y = session.run(None, {'images': x.transpose(0, 3, 1, 2) if channels_first else x})[0].astype(float)
        return y if 'probabilities' in model else ref.softmax(y)

    normalised = lambda i: (images[i] / 255 - mean) / std
    every = probabilities(np.stack([normalised(i) for i in range(len(images))]))
    classes = np.unique(labels).tolist()
    paths, groups = [], {}
    for a in classes:
        for b in classes[a:]:
            for k, (i, j) in enumerate(ref.draw_pairs(labels, a, b, pairs, seed)):
                x, t = ref.linear_path(normalised(i), normalised(j), step, samples)
                row = dict(classA=a, classB=b, round=k, imageA=i, imageB=j, samples=len(t),
                           length=float(np.linalg.norm((normalised(j) - normalised(i)).ravel())))
                if len(t):
                    p = probabilities(x)
                    row['consistentDistance'] = ref.consistent_distance(p)
                    row['fractions'] = [ref.high_frequency_fraction(ref.spectrum(p, e), 0.1, e != 'mirrored')
                                        for e in ('periodogram', 'mirrored', 'distance')]
                    if k == 0:
                        row['spectra'] = [ref.spectrum(p, e).tolist() for e in ('periodogram', 'mirrored', 'distance')]
                        row['curves'] = {c: p[:, c].tolist() for c in range(p.shape[1]) if p[:, c].max() >= 0.1}
                    if len(t) >= 4:
                        groups.setdefault((a, b), []).append(row['fractions'])
                paths.append(row)
    scope = lambda inside, e: ref.scope_estimate([[v[e] for v in g] for (a, b), g in groups.items() if (a == b) == inside])
    return dict(
        model=pathlib.Path(model).name, dataset=pathlib.Path(data).name, pairsPerGroup=pairs, step=step, samples=samples, seed=seed,
        accuracy=float((every.argmax(axis=1) == labels).mean()),
        loss=float(-np.log(every[np.arange(len(labels)), labels]).mean()),
        paths=paths, within=[scope(True, e) for e in range(3)], between=[scope(False, e) for e in range(3)],
    )


def main(out, large):
    out.mkdir(parents=True, exist_ok=True)
    at = lambda name: str(out / name)
    colour, grey = (10, 12, 3), (8, 8, 1)
    dataset(at('colour.npz'), colour, 3, 8)
    dataset(at('grey.npz'), grey, 4, 5, seed=1, grey=True)
    network(at('nchw-logits.onnx'), colour, 3)
    network(at('nhwc-logits.onnx'), colour, 3, channels_last=True, seed=1)
    network(at('nchw-probabilities.onnx'), colour, 3, probabilities=True, seed=2)
    network(at('nchw-fixed-batch.onnx'), colour, 3, batch=6)
    network(at('nchw-external.onnx'), colour, 3, external='nchw-external.data')
    network(at('grey-confident.onnx'), grey, 4, seed=3, scale=40)
    network(at('nan.onnx'), colour, 3, nan=True)
    if large:
        dataset(at('cifar-like.npz'), (32, 32, 3), 10, 30, seed=4)
        dataset(at('fives.npz'), (28, 28, 1), 6, 5, seed=5, grey=True)
        network(at('cifar-like.onnx'), (32, 32, 3), 10, seed=4, scale=8)
        network(at('cifar-like-nhwc-probabilities.onnx'), (32, 32, 3), 10, seed=5, scale=8, channels_last=True, probabilities=True)
        network(at('cifar-like-fixed-batch.onnx'), (32, 32, 3), 10, seed=4, scale=8, batch=7)
        network(at('fives.onnx'), (28, 28, 1), 6, seed=6, scale=20)
        return
    golden = [
        measure(at('nchw-logits.onnx'), at('colour.npz'), 6, 1.0, 0),
        measure(at('nhwc-logits.onnx'), at('colour.npz'), 5, 0.7, 3),
        measure(at('nchw-probabilities.onnx'), at('colour.npz'), 4, 1.0, 1, samples=24),
        measure(at('grey-confident.onnx'), at('grey.npz'), 10, 0.5, 2),
        measure(at('nchw-logits.onnx'), at('colour.npz'), 6, 5.0, 0),
    ]
    (out.parent / 'engine-golden.json').write_text(json.dumps(golden) + '\n')


if __name__ == '__main__':
    arguments = [a for a in sys.argv[1:] if a != '--large']
    main(pathlib.Path(arguments[0]), '--large' in sys.argv)
