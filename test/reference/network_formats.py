#!/usr/bin/env python3
"""One small network with random weights in every format that is read here.

    network_formats.py FOLDER [--saved-model]

Writes nhwc-twin.onnx, tfjs-graph/ and tfjs-layers/ (model.json and weights), with NaN among the weights tfjs-graph-nan/ and
tfjs-layers-nan/, and with --saved-model saved-model/ too. Where FOLDER has a saved-model/, saved-model-nan/ is a copy of it with
NaN among its weights. Deterministic. Needs numpy and onnx; --saved-model needs tensorflow 2.18.
"""
import base64
import json
import pathlib
import shutil
import struct
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HEIGHT, WIDTH, CHANNELS, CLASSES = 10, 12, 3, 3


def weights():
    random = np.random.default_rng(7)
    values = {
        'conv1/kernel': random.normal(0, 1 / np.sqrt(9 * CHANNELS), (3, 3, CHANNELS, 8)),
        'conv1/bias': random.normal(0, 0.5, 8),
        'conv2/kernel': random.normal(0, 1 / np.sqrt(72), (3, 3, 8, 8)),
        'conv2/bias': random.normal(0, 0.5, 8),
        'dense/kernel': random.normal(0, 3, (8, CLASSES)),
        'dense/bias': random.normal(0, 0.5, CLASSES),
    }
    return {name: value.astype(np.float32) for name, value in values.items()}


def write_onnx(file, w):
    """Convolution, ReLU, convolution, sum with the first (a residual shortcut), ReLU, mean over pixels, linear."""
    kernel = lambda name: w[name].transpose(3, 2, 0, 1)
    tensors = {'k1': kernel('conv1/kernel'), 'b1': w['conv1/bias'], 'k2': kernel('conv2/kernel'), 'b2': w['conv2/bias'],
               'k3': w['dense/kernel'], 'b3': w['dense/bias']}
    node = helper.make_node
    nodes = [
        node('Transpose', ['images'], ['first'], perm=[0, 3, 1, 2]),
        node('Conv', ['first', 'k1', 'b1'], ['c1'], pads=[1, 1, 1, 1]), node('Relu', ['c1'], ['r1']),
        node('Conv', ['r1', 'k2', 'b2'], ['c2'], pads=[1, 1, 1, 1]), node('Add', ['c2', 'r1'], ['s2']), node('Relu', ['s2'], ['r2']),
        node('GlobalAveragePool', ['r2'], ['pooled']), node('Flatten', ['pooled'], ['flat']),
        node('Gemm', ['flat', 'k3', 'b3'], ['logits']),
    ]
    graph = helper.make_graph(
        nodes, 'network',
        [helper.make_tensor_value_info('images', TensorProto.FLOAT, ['batch', HEIGHT, WIDTH, CHANNELS])],
        [helper.make_tensor_value_info('logits', TensorProto.FLOAT, ['batch', CLASSES])],
        [numpy_helper.from_array(np.ascontiguousarray(value), name) for name, value in tensors.items()])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid('', 13)], ir_version=8), file)


def write_tfjs(folder, topology, w, signature=None):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'group1-shard1of1.bin').write_bytes(b''.join(value.tobytes() for value in w.values()))
    manifest = [{'paths': ['group1-shard1of1.bin'],
                 'weights': [{'name': name, 'shape': list(value.shape), 'dtype': 'int32' if value.dtype == np.int32 else 'float32'}
                             for name, value in w.items()]}]
    kind = 'graph-model' if signature else 'layers-model'
    model = {'format': kind, 'generatedBy': 'network_formats.py', 'convertedBy': None, 'modelTopology': topology,
             'weightsManifest': manifest}
    if signature:
        model['signature'] = signature
    (folder / 'model.json').write_text(json.dumps(model, indent=1) + '\n')


def graph_topology():
    """As TensorFlow's converter writes it: the second convolution fused with its shortcut, a whole image, as its "bias"."""
    text = lambda value: {'s': base64.b64encode(value.encode()).decode()}
    real = {'type': 'DT_FLOAT'}
    shape = lambda *sizes: {'shape': {'dim': [{'size': str(size)} for size in sizes]}}
    node = lambda name, op, inputs=(), **attr: {'name': name, 'op': op, 'input': list(inputs), 'attr': {'T': real, **attr}}
    constant = lambda name, dtype, *sizes: {'name': name, 'op': 'Const', 'attr': {'dtype': {'type': dtype}, 'value': {
        'tensor': {'dtype': dtype, 'tensorShape': shape(*sizes)['shape']}}}}
    fused = dict(strides={'list': {'i': ['1', '1', '1', '1']}}, padding=text('SAME'), data_format=text('NHWC'),
                 dilations={'list': {'i': ['1', '1', '1', '1']}}, num_args={'i': '1'}, epsilon={'f': 0.0},
                 fused_ops={'list': {'s': [base64.b64encode(op).decode() for op in (b'BiasAdd', b'Relu')]}})
    plain = {key: value for key, value in fused.items() if key not in ('num_args', 'epsilon', 'fused_ops')}
    nodes = [
        constant('conv1/kernel', 'DT_FLOAT', 3, 3, CHANNELS, 8), constant('conv1/bias', 'DT_FLOAT', 8),
        constant('conv2/kernel', 'DT_FLOAT', 3, 3, 8, 8), constant('conv2/bias', 'DT_FLOAT', 8),
        constant('dense/kernel', 'DT_FLOAT', 8, CLASSES), constant('dense/bias', 'DT_FLOAT', CLASSES),
        constant('pixels', 'DT_INT32', 2),
        {'name': 'images', 'op': 'Placeholder', 'attr': {'dtype': real, **shape(-1, HEIGHT, WIDTH, CHANNELS)}},
        node('relu1', '_FusedConv2D', ['images', 'conv1/kernel', 'conv1/bias'], **fused),
        node('shortcut', 'BiasAdd', ['relu1', 'conv2/bias'], data_format=text('NHWC')),
        node('relu2', '_FusedConv2D', ['relu1', 'conv2/kernel', 'shortcut'], **fused),
        node('pooled', 'Mean', ['relu2', 'pixels'], Tidx={'type': 'DT_INT32'}, keep_dims={'b': False}),
        node('product', 'MatMul', ['pooled', 'dense/kernel'], transpose_a={'b': False}, transpose_b={'b': False}),
        node('logits', 'BiasAdd', ['product', 'dense/bias'], data_format=text('NHWC')),
    ]
    tensor = lambda name, *sizes: {'name': name, 'dtype': 'DT_FLOAT', 'tensorShape': shape(*sizes)['shape']}
    signature = {'inputs': {'images': tensor('images:0', -1, HEIGHT, WIDTH, CHANNELS)},
                 'outputs': {'logits': tensor('logits:0', -1, CLASSES)}}
    return {'node': nodes, 'library': {}, 'versions': {'producer': 1882}}, signature


def layers_topology():
    layer = lambda kind, name, inputs, **config: {
        'class_name': kind, 'name': name, 'config': {'name': name, 'trainable': True, 'dtype': 'float32', **config},
        'inbound_nodes': [[[one, 0, 0, {}] for one in inputs]] if inputs else []}
    convolution = dict(filters=8, kernel_size=[3, 3], strides=[1, 1], padding='same', data_format='channels_last',
                       dilation_rate=[1, 1], use_bias=True)
    layers = [
        layer('InputLayer', 'images', [], batch_input_shape=[None, HEIGHT, WIDTH, CHANNELS], sparse=False),
        layer('Conv2D', 'conv1', ['images'], activation='relu', **convolution),
        layer('Conv2D', 'conv2', ['conv1'], activation='linear', **convolution),
        layer('Add', 'sum', ['conv2', 'conv1']),
        layer('Activation', 'relu2', ['sum'], activation='relu'),
        layer('GlobalAveragePooling2D', 'pooled', ['relu2'], data_format='channels_last'),
        layer('Dense', 'dense', ['pooled'], units=CLASSES, activation='linear', use_bias=True),
    ]
    return {'keras_version': '2.15.0', 'backend': 'tensorflow', 'model_config': {'class_name': 'Functional', 'config': {
        'name': 'network', 'layers': layers, 'input_layers': [['images', 0, 0]], 'output_layers': [['dense', 0, 0]]}}}


def write_saved_model(folder, w):
    import tensorflow as tf

    class Network(tf.Module):
        def __init__(self):
            super().__init__()
            self.weights = {name.replace('/', '_'): tf.Variable(value, name=name) for name, value in w.items()}

        @tf.function(input_signature=[tf.TensorSpec([None, HEIGHT, WIDTH, CHANNELS], tf.float32, name='images')])
        def __call__(self, images):
            w = self.weights
            first = tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(images, w['conv1_kernel'], 1, 'SAME'), w['conv1_bias']))
            second = tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(first, w['conv2_kernel'], 1, 'SAME'), w['conv2_bias']) + first)
            return {'logits': tf.reduce_mean(second, [1, 2]) @ w['dense_kernel'] + w['dense_bias']}

    module = Network()
    tf.saved_model.save(module, str(folder), signatures=module.__call__)


def masked_crc(data):
    """CRC-32C as LevelDB keeps it: rotated by 15 bits, plus a constant."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    return struct.pack('<I', ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF)


def spoil_saved_model(source, folder, bias):
    """A copy whose `bias` is NaN: the values, their checksum in the index, and that of the index's only data block."""
    shutil.copytree(source, folder, dirs_exist_ok=True)
    values, index = (folder / 'variables' / f'variables.{end}' for end in ('data-00000-of-00001', 'index'))
    before, after = bias.tobytes(), np.full_like(bias, np.nan).tobytes()
    values.write_bytes(replaced_once(values.read_bytes(), before, after))
    old = index.read_bytes()
    new = replaced_once(old, masked_crc(before), masked_crc(after))
    # A block is followed by a byte that says it is not compressed, and the checksum of both.
    end = next(k for k in range(1, len(old)) if masked_crc(old[:k]) == old[k:k + 4])
    index.write_bytes(new[:end] + masked_crc(new[:end]) + new[end + 4:])


def replaced_once(data, before, after):
    assert data.count(before) == 1
    return data.replace(before, after)


def main(folder, saved_model):
    w = weights()
    folder.mkdir(parents=True, exist_ok=True)
    write_onnx(folder / 'nhwc-twin.onnx', w)
    topology, signature = graph_topology()
    pixels = {'pixels': np.array([1, 2], np.int32)}
    write_tfjs(folder / 'tfjs-graph', topology, {**w, **pixels}, signature)
    spoiled = {**w, 'dense/bias': np.full(CLASSES, np.nan, np.float32)}
    write_tfjs(folder / 'tfjs-graph-nan', topology, {**spoiled, **pixels}, signature)
    write_tfjs(folder / 'tfjs-layers', layers_topology(), w)
    write_tfjs(folder / 'tfjs-layers-nan', layers_topology(), spoiled)
    if saved_model:
        write_saved_model(folder / 'saved-model', w)
    if (folder / 'saved-model').exists():
        spoil_saved_model(folder / 'saved-model', folder / 'saved-model-nan', w['dense/bias'])


if __name__ == '__main__':
    main(pathlib.Path(sys.argv[1]), '--saved-model' in sys.argv)
