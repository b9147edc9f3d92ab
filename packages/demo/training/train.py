#!/usr/bin/env python3
"""Train the demo's networks: small residual networks on Fashion-MNIST, varied one choice at a time.

    python3 train.py --data /usr/share/datasets/fashion-mnist --output ../data

Writes to the output folder the sample of test images, one ONNX file a network (in networks/) and networks.json, which
lists them with their tags. Networks whose file exists are left as they are, so a run that was interrupted goes on where
it stopped. See README.md for what varies, and why.
"""
import argparse
import copy
import gzip
import inspect
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

CLASSES = ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot']
MEAN, STD = 0.2860, 0.3530  # of the training set's pixels, in [0, 1]
SAMPLE_PER_CLASS = 300      # test images of each class that the demo measures on
SNAPSHOTS = (1, 2, 4)       # epochs after which the baseline is saved as well
TEACHER_SHARE = 0.5         # of the targets, where a network is distilled
BATCH, LEARNING_RATE, MOMENTUM = 64, 0.1, 0.9
CHECKPOINTS = Path(__file__).parent / 'checkpoints'  # trained baselines, as teachers

BASELINE = {'architecture': 'resnet-8', 'width': 12, 'trainingImages': 60000, 'epochs': 6, 'weightDecay': 5e-4,
            'augmentation': 'none', 'labelSmoothing': 0.0, 'distillation': 'none'}
SEEDS = (0, 1, 2)

# What each run changes of the baseline: one tag at a time, so that any network can be compared with the baseline of its seed.
VARIATIONS = {
    'baseline': {},
    '1,000 images': {'trainingImages': 1000},
    '5,000 images': {'trainingImages': 5000},
    'flip': {'augmentation': 'flip'},
    'mixup': {'augmentation': 'mixup'},
    'label smoothing': {'labelSmoothing': 0.1},
    'self-distillation': {'distillation': 'self'},
    'no weight decay': {'weightDecay': 0.0},
    '6 channels': {'width': 6},
    '16 channels': {'width': 16},
}


# ------------------------------------------------------------------ which networks

def runs():
    """Every training run as (name, tags, names of the networks it gives by epoch)."""
    for variation, change in VARIATIONS.items():
        for seed in SEEDS:
            tags = {**BASELINE, **change, 'seed': seed}
            saves = {tags['epochs']: f'{variation}, seed {seed}'}
            if variation == 'baseline':
                saves.update({epoch: f'epoch {epoch}, seed {seed}' for epoch in SNAPSHOTS})
            yield f'{variation}, seed {seed}', tags, saves


def file_of(name):
    """'1,000 images, seed 0' is kept in networks/1000-images-seed-0.onnx."""
    return 'networks/' + name.replace('1,000', '1000').replace('5,000', '5000').replace(',', '').replace(' ', '-') + '.onnx'


def manifest(output):
    """The networks whose file exists, as networks.json lists them. What they achieve is measured, not claimed here."""
    networks = [{'name': name, 'file': file_of(name), 'tags': {**tags, 'epochs': epoch}}
                for _, tags, saves in runs() for epoch, name in saves.items() if (output / file_of(name)).exists()]
    return {'dataset': {'name': 'Fashion-MNIST test sample', 'file': 'fashion-mnist-sample.npz'}, 'networks': networks}


# ------------------------------------------------------------------ data

def read_idx(folder, name):
    """An IDX file of bytes, gzipped or not, as an array of its own shape."""
    path = folder / name
    data = path.read_bytes() if path.exists() else gzip.decompress((folder / f'{name}.gz').read_bytes())
    dimensions = data[3]
    shape = np.frombuffer(data, '>i4', dimensions, offset=4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def training_set(folder):
    """All training images, normalised, [60000, 1, 28, 28], and their labels."""
    images = torch.from_numpy(read_idx(folder, 'train-images-idx3-ubyte').astype(np.float32))
    labels = torch.from_numpy(read_idx(folder, 'train-labels-idx1-ubyte').astype(np.int64))
    return ((images / 255 - MEAN) / STD)[:, None], labels


def write_sample(folder, path):
    """The first images of each class of the test set, in the test set's order."""
    images, labels = read_idx(folder, 't10k-images-idx3-ubyte'), read_idx(folder, 't10k-labels-idx1-ubyte')
    keep = np.sort(np.concatenate([np.flatnonzero(labels == c)[:SAMPLE_PER_CLASS] for c in range(len(CLASSES))]))
    np.savez_compressed(path, images=images[keep][..., None], labels=labels[keep], class_names=np.array(CLASSES),
                        mean=np.array([MEAN]), std=np.array([STD]))


# ------------------------------------------------------------------ network

class Block(nn.Module):
    """Two 3x3 convolutions and a shortcut (1x1 where the shape changes), as in ResNet."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.second = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norms = nn.ModuleList([nn.BatchNorm2d(outputs), nn.BatchNorm2d(outputs)])
        self.shortcut = nn.Sequential()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = F.relu(self.norms[0](self.first(x)))
        return F.relu(self.norms[1](self.second(y)) + self.shortcut(x))


def resnet8(width):
    """Eight weighted layers: a stem of stride 2, three blocks at 14, 7 and 4 pixels, a linear layer."""
    return nn.Sequential(
        nn.Conv2d(1, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
        Block(width, width, 1), Block(width, 2 * width, 2), Block(2 * width, 4 * width, 2),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4 * width, len(CLASSES)))


# ------------------------------------------------------------------ training

def targets_of(images, labels, tags, teacher):
    """Class probabilities to learn: the labels, smoothed, or mixed with what the teacher says."""
    targets = F.one_hot(labels, len(CLASSES)).float()
    targets = targets * (1 - tags['labelSmoothing']) + tags['labelSmoothing'] / len(CLASSES)
    if teacher is not None:
        with torch.no_grad():
            targets = (1 - TEACHER_SHARE) * targets + TEACHER_SHARE * teacher(images).softmax(dim=1)
    return targets


def augment(images, targets, augmentation):
    """flip: each image mirrored left to right with probability 1/2. mixup: the batch mixed with a permutation of itself,
    images and targets alike, by one weight uniform in [0, 1]."""
    if augmentation == 'flip':
        mirrored = torch.rand(len(images)) < 0.5
        images = torch.where(mirrored[:, None, None, None], images.flip(3), images)
    elif augmentation == 'mixup':
        weight, order = torch.rand(()), torch.randperm(len(images))
        images, targets = (weight * x + (1 - weight) * x[order] for x in (images, targets))
    return images, targets


def train(tags, images, labels, teacher=None):
    """Train one network by SGD with a cosine schedule; yields (epoch, network) after each epoch."""
    torch.manual_seed(tags['seed'])
    network = resnet8(tags['width'])
    chosen = torch.randperm(len(images))[:tags['trainingImages']]
    optimizer = torch.optim.SGD(network.parameters(), LEARNING_RATE, MOMENTUM, weight_decay=tags['weightDecay'], nesterov=True)
    steps = tags['epochs'] * -(-len(chosen) // BATCH)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for epoch in range(1, tags['epochs'] + 1):
        network.train()
        for batch in chosen[torch.randperm(len(chosen))].split(BATCH):
            x, y = augment(images[batch], targets_of(images[batch], labels[batch], tags, teacher), tags['augmentation'])
            loss = F.cross_entropy(network(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        yield epoch, network


def teacher_file(seed):
    return CHECKPOINTS / f'teacher-seed-{seed}.pt'


def teacher_of(tags, images, labels):
    """The baseline of the same seed, from its checkpoint, or trained now where there is none."""
    network, path = resnet8(tags['width']), teacher_file(tags['seed'])
    if path.exists():
        network.load_state_dict(torch.load(path))
    else:
        for _, network in train({**tags, 'distillation': 'none'}, images, labels):
            pass
        torch.save(network.state_dict(), path)
    return network.eval()


# ------------------------------------------------------------------ files

def export(network, path):
    """The network as it evaluates (batch norms folded into convolutions), for any number of images."""
    exporter = {'dynamo': False} if 'dynamo' in inspect.signature(torch.onnx.export).parameters else {}
    partial = path.with_suffix('.partial')
    torch.onnx.export(copy.deepcopy(network).eval(), torch.zeros(1, 1, 28, 28), str(partial), opset_version=13,
                      input_names=['images'], output_names=['logits'],
                      dynamic_axes={'images': {0: 'batch'}, 'logits': {0: 'batch'}}, **exporter)
    partial.rename(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--data', type=Path, required=True, help='folder of the four IDX files, gzipped or not')
    parser.add_argument('--output', type=Path, required=True, help='folder to write to')
    parser.add_argument('--only', nargs='+', metavar='NAME', help="train only these runs, such as 'mixup, seed 1'")
    options = parser.parse_args()
    unknown = set(options.only or []) - {name for name, _, _ in runs()}
    if unknown:
        parser.error('no such run: ' + '; '.join(sorted(unknown)))

    (options.output / 'networks').mkdir(parents=True, exist_ok=True)
    CHECKPOINTS.mkdir(exist_ok=True)
    sample = options.output / 'fashion-mnist-sample.npz'
    if not sample.exists():
        write_sample(options.data, sample)
    images, labels = training_set(options.data)

    for name, tags, saves in runs():
        paths = {epoch: options.output / file_of(network) for epoch, network in saves.items()}
        if (options.only and name not in options.only) or all(path.exists() for path in paths.values()):
            continue
        start = time.time()
        teacher = teacher_of(tags, images, labels) if tags['distillation'] == 'self' else None
        for epoch, network in train(tags, images, labels, teacher):
            if epoch in paths and not paths[epoch].exists():
                export(network, paths[epoch])
        if name.startswith('baseline'):
            torch.save(network.state_dict(), teacher_file(tags['seed']))
        print(f'{name}: {time.time() - start:.0f} s', flush=True)

    text = json.dumps(manifest(options.output), indent=2)
    (options.output / 'networks.json').write_text(text + '\n')


if __name__ == '__main__':
    main()
