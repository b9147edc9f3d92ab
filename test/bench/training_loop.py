"""A plain PyTorch training loop of the network that packages/runtime-tfjs names small-cnn: three 3x3 convolutions with batch
normalisation and relu, strides 1, 2, 2, global average, dense. SGD with Nesterov momentum, weight decay, gradients cut to a
norm of 5, soft targets.

  python training_loop.py WORK.json THREADS

WORK.json: images (file of float32, [count, channels, height, width]), labels (file of uint16), imageShape [height, width,
channels], classCount, batch, steps, warmUpSteps. Prints one JSON object.
"""
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def small_cnn(channels, classes):
    layers = []
    for filters, stride in ((16, 1), (32, 2), (64, 2)):
        layers += [nn.Conv2d(channels, filters, 3, stride, 1, bias=False), nn.BatchNorm2d(filters), nn.ReLU()]
        channels = filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes))


def train(network, images, targets, batch, steps):
    """Steps on one batch after another; the loss of the last."""
    kernels = [p for p in network.parameters() if p.ndim > 1]
    others = [p for p in network.parameters() if p.ndim == 1]
    groups = [{'params': kernels, 'weight_decay': 5e-4}, {'params': others, 'weight_decay': 0}]
    optimizer = torch.optim.SGD(groups, lr=0.1, momentum=0.9, nesterov=True)
    for step in range(steps):
        start = step * batch % (len(images) - batch + 1)
        loss = F.cross_entropy(network(images[start:start + batch]), targets[start:start + batch])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5)
        optimizer.step()
        last = loss.item()
    return last


def main(work_file, threads):
    work = json.loads(Path(work_file).read_text())
    torch.set_num_threads(int(threads))
    height, width, channels = work['imageShape']
    images = torch.from_numpy(np.fromfile(work['images'], np.float32).reshape(-1, channels, height, width))
    labels = torch.from_numpy(np.fromfile(work['labels'], np.uint16).astype(np.int64))
    targets = F.one_hot(labels, work['classCount']).float()
    network = small_cnn(channels, work['classCount']).train()
    train(network, images, targets, work['batch'], work['warmUpSteps'])
    started = time.perf_counter()
    loss = train(network, images, targets, work['batch'], work['steps'])
    seconds = time.perf_counter() - started
    values = sum(tensor.numel() for tensor in network.state_dict().values() if tensor.is_floating_point())
    print(json.dumps({'torch': torch.__version__, 'imagesPerSecond': work['steps'] * work['batch'] / seconds,
                      'parameterCount': values, 'loss': loss}))


if __name__ == '__main__':
    main(*sys.argv[1:])
