"""Path spectra the way they have been published: every sample of every path in one tensor, batches of it through a PyTorch
network, then numpy's FFT of each path and its high-frequency fraction (mean |rfft| over classes, share from a tenth of the
bins on, the top bin left out).

  python published_way.py WORK.json (eager | best)

WORK.json: imageShape, mean, std, step, threads; images (file of uint8), weights (file of float32) and their shapes in the
order of the network's layers; groups, each a list of pairs of image indices, within-class ones first, withinGroups of them.
Prints one JSON object. `best` tries PyTorch's faster settings on some batches first, and runs the fastest.
"""
import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

BATCH = 256
TRIED_BATCHES = (64, 256, 1024)
TRIED_IMAGES = 8192


class Block(nn.Module):
    """Two 3x3 convolutions and a shortcut (1x1 where the shape changes); batch norms are folded into them."""

    def __init__(self, layer, stride):
        super().__init__()
        self.first, self.second = layer(stride, 1), layer(1, 1)
        changes = stride != 1 or self.first.in_channels != self.second.out_channels
        self.shortcut = layer(stride, 0) if changes else nn.Identity()

    def forward(self, x):
        return F.relu(self.second(F.relu(self.first(x))) + self.shortcut(x))


def resnet8(weights):
    """The demo's network with the weights of its file, taken in the order of its layers."""
    rest = iter(weights)

    def layer(stride, padding):
        weight, bias = next(rest), next(rest)
        conv = nn.Conv2d(weight.shape[1], weight.shape[0], weight.shape[2], stride, padding)
        conv.weight.data, conv.bias.data = weight, bias
        return conv

    body = [layer(2, 1), nn.ReLU(), Block(layer, 1), Block(layer, 2), Block(layer, 2)]
    weight, bias = next(rest), next(rest)
    linear = nn.Linear(weight.shape[1], weight.shape[0])
    linear.weight.data, linear.bias.data = weight, bias
    return nn.Sequential(*body, nn.AdaptiveAvgPool2d(1), nn.Flatten(), linear).eval()


def materialise(work, images):
    """All samples of all paths, [samples, channels, height, width], and each path's number of samples."""
    x = ((images / np.float32(255) - np.float32(work['mean'])) / np.float32(work['std'])).transpose(0, 3, 1, 2)
    pairs = [pair for group in work['groups'] for pair in group]
    lengths = [float(np.linalg.norm((x[b] - x[a]).ravel().astype(np.float64))) for a, b in pairs]
    counts = [int(np.ceil(d / work['step'])) for d in lengths]
    samples, at = np.empty((sum(counts), *x.shape[1:]), np.float32), 0
    for (a, b), d, n in zip(pairs, lengths, counts):
        t = (np.arange(n) * work['step'] / d).astype(np.float32).reshape(-1, 1, 1, 1)
        samples[at:at + n] = x[a] + t * (x[b] - x[a])
        at += n
    return torch.from_numpy(samples), counts


def evaluate(network, samples, batch, layout):
    """Class probabilities of all samples, a batch at a time."""
    with torch.inference_mode():
        return torch.cat([network(x.contiguous(memory_format=layout)).softmax(dim=1) for x in samples.split(batch)]).numpy()


def fraction(p):
    spectrum = np.abs(np.fft.rfft(p.astype(np.float64), axis=0)).mean(axis=1)
    first = int(np.ceil(0.1 * len(spectrum)))
    return spectrum[first:-1].sum() / spectrum.sum()


def settings(network, example):
    """Ways to run the network that a user of PyTorch has, as (name, network, memory layout)."""
    plain, last = torch.contiguous_format, torch.channels_last
    yield 'eager', network, plain
    yield 'channels_last', network.to(memory_format=last), last
    with torch.inference_mode():
        for name, layout in (('jit.optimize_for_inference', plain), ('jit.optimize_for_inference, channels_last', last)):
            traced = torch.jit.trace(network.to(memory_format=layout), example.contiguous(memory_format=layout))
            yield name, torch.jit.optimize_for_inference(torch.jit.freeze(traced)), layout
    yield 'compile', torch.compile(network.to(memory_format=plain), dynamic=False), plain
    yield 'compile, channels_last', torch.compile(network.to(memory_format=last), dynamic=False), last


def fastest(network, samples):
    """(name, network, layout, batch) of the setting that takes least time on some samples; what fails here is left out."""
    best, tried = None, {}
    some = samples[:TRIED_IMAGES]
    ways = settings(network, some[:BATCH])
    while True:
        try:
            way = next(ways, None)
            if way is None:
                return best[1], tried
            name, run, layout = way
            for batch in TRIED_BATCHES:
                evaluate(run, some[:2 * batch], batch, layout)  # compiles, and warms up
                started = time.perf_counter()
                evaluate(run, some, batch, layout)
                seconds = time.perf_counter() - started
                tried[f'{name}, batches of {batch}'] = round(len(some) / seconds)
                if best is None or seconds < best[0]:
                    best = seconds, (name, run, layout, batch)
        except Exception as error:  # such as torch.compile without a compiler
            tried[f'{name} failed'] = str(error).splitlines()[0][:100]


def peak_bytes():
    """Peak resident memory: of this program alone where the system says it, else what the process has ever had."""
    status = Path('/proc/self/status')
    if status.exists():
        return next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith('VmHWM'))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == 'darwin' else 1024)


def read_weights(work):
    values, at = np.fromfile(work['weights'], np.float32), 0
    for shape in work['weightShapes']:
        size = int(np.prod(shape))
        yield torch.from_numpy(values[at:at + size].reshape(shape).copy())
        at += size


def main(work_file, mode):
    work = json.loads(Path(work_file).read_text())
    torch.set_num_threads(work['threads'])
    images = np.fromfile(work['images'], np.uint8).reshape(-1, *work['imageShape'])
    network = resnet8(read_weights(work))

    started = time.perf_counter()
    samples, counts = materialise(work, images)
    materialised = time.perf_counter() - started
    way, tried = (('eager', network, torch.contiguous_format, BATCH), {}) if mode == 'eager' else fastest(network, samples)
    name, run, layout, batch = way

    started = time.perf_counter()
    probabilities = evaluate(run, samples, batch, layout)
    evaluated = time.perf_counter() - started
    fractions = [fraction(p) for p in np.split(probabilities, np.cumsum(counts)[:-1])]
    seconds = materialised + time.perf_counter() - started
    groups = np.split(np.array(fractions), np.cumsum([len(group) for group in work['groups']])[:-1])
    within = float(np.mean([group.mean() for group in groups[:work['withinGroups']]]))
    print(json.dumps({'torch': torch.__version__, 'setting': name, 'batch': batch, 'images': sum(counts), 'seconds': seconds,
                      'networkSeconds': evaluated, 'peakBytes': peak_bytes(), 'withinMean': within, 'tried': tried}))


if __name__ == '__main__':
    main(*sys.argv[1:])
