"""Writes the CIFAR, IDX and tar fixtures of packages/datasets and what they hold.

    python test/reference/datasets_archives.py

Files go to packages/datasets/fixtures/archives, expectations to packages/datasets/golden/archives.json. The archives are
laid out as CIFAR-10 and CIFAR-100 are distributed, with two images a batch. Needs numpy.
"""
import gzip, hashlib, io, json, pathlib, pickle, struct, tarfile, zipfile
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2] / 'packages/datasets'
FIXTURES, GOLDEN = ROOT / 'fixtures/archives', ROOT / 'golden/archives.json'
rng = np.random.default_rng(21)
CIFAR_10 = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck']
CIFAR_100 = [f'fine_{k:02}' for k in range(100)]
valid = {}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def rows(n=2):
    """Planar rows of 3072 values, of few different ones so that they pack well."""
    return (rng.integers(0, 4, (n, 3, 8, 8), dtype=np.uint8) * 60).repeat(4, 2).repeat(4, 3).reshape(n, 3072)


def packed(entries, mode='w:gz'):
    """A tar with fixed dates and owners, so that a second run writes the same bytes."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=tarfile.GNU_FORMAT) as tar:
        for name, data in entries.items():
            info = tarfile.TarInfo(name)
            if data is None:
                info.type, info.mode = tarfile.DIRTYPE, 0o755
            else:
                info.size = len(data)
            tar.addfile(info, None if data is None else io.BytesIO(data))
    return gzip.compress(out.getvalue(), mtime=0) if mode == 'w:gz' else out.getvalue()


def zipped(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name + ('/' if data is None else ''))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data or b'')
    return out.getvalue()


def lines_sha256(files):
    return sha256(''.join(sorted(f'{sha256(data)}  {name}\n' for name, data in files.items())).encode())


def expect(name, images, labels, classes, digest, split=None):
    scaled = images / 255
    valid.setdefault(name, {})[split or 'all'] = {
        'imageCount': len(images), 'imageShape': list(images.shape[1:]), 'labels': [int(v) for v in labels], 'classes': classes,
        'mean': scaled.mean(axis=(0, 1, 2)).tolist(), 'std': scaled.std(axis=(0, 1, 2)).tolist(),
        'sha256': digest, 'imagesSha256': sha256(np.ascontiguousarray(images).tobytes()),
    }


def write(name, data):
    (FIXTURES / name).write_bytes(data)
    return sha256(data)


def folder(name, files):
    for path, data in files.items():
        target = FIXTURES / name / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return lines_sha256(files)


def pixels(planar):
    return np.moveaxis(np.concatenate(planar).reshape(-1, 3, 32, 32), 1, -1)


def splits(name, digest, batches, classes):
    """batches: (split, rows, labels) in the order in which they are to be read."""
    for split in (None, 'train', 'test'):
        chosen = [b for b in batches if split in (None, b[0])]
        expect(name, pixels([b[1] for b in chosen]), np.concatenate([b[2] for b in chosen]), classes, digest, split)


class Python2(pickle._Pickler):
    """Writes what cPickle of Python 2 wrote, protocol 2: texts are bytes, numpy says numpy.core."""
    dispatch = dict(pickle._Pickler.dispatch)

    def __init__(self, out):
        super().__init__(out, 2)

    def save_text(self, value):
        data = value if isinstance(value, bytes) else value.encode()
        self.write(b'U' + bytes([len(data)]) + data if len(data) < 256 else b'T' + struct.pack('<i', len(data)) + data)
        self.memoize(value)

    def save_global(self, value, name=None):
        self.write(f'c{value.__module__.replace("numpy._core", "numpy.core")}\n{value.__name__}\n'.encode())
        self.memoize(value)

    dispatch[str] = dispatch[bytes] = save_text
    dispatch[type] = dispatch[type(np._core.multiarray._reconstruct)] = save_global


def pickled(value, protocol):
    """protocol 'python2', or one of Python 3's."""
    out = io.BytesIO()
    Python2(out).dump(value) if protocol == 'python2' else pickle.dump(value, out, protocol)
    return out.getvalue()


# CIFAR-10, binary: the batches stand in the archive in no order.
ten = [('train', rows(), rng.integers(0, 10, 2)) for _ in range(5)] + [('test', rows(), rng.integers(0, 10, 2))]
names = [f'data_batch_{k}.bin' for k in range(1, 6)] + ['test_batch.bin']
binary = {n: b''.join(bytes([label]) + row.tobytes() for row, label in zip(r, l)) for n, (_, r, l) in zip(names, ten)}
meta = ('\n'.join(CIFAR_10) + '\n\n').encode()
shuffled = {f'cifar-10-batches-bin/{n}': binary[n] for n in (names[3], names[5], names[0], names[4], names[1], names[2])}
entries = {'cifar-10-batches-bin': None, 'cifar-10-batches-bin/readme.html': b'<html></html>', **shuffled, 'cifar-10-batches-bin/batches.meta.txt': meta}
for name, data in (('cifar-10-binary.tar.gz', packed(entries)), ('cifar-10-binary.tar', packed(entries, 'w')), ('cifar-10-binary.zip', zipped(entries))):
    splits(name, write(name, data), ten, CIFAR_10)
splits('cifar-10-batches-bin', folder('cifar-10-batches-bin', {**binary, 'batches.meta.txt': meta}), ten, CIFAR_10)
expect('cifar-10-batches-bin/test_batch.bin', pixels([ten[5][1]]), ten[5][2], CIFAR_10, sha256(binary['test_batch.bin']))
expect('lone.bin', pixels([ten[0][1]]), ten[0][2], [str(k) for k in range(10)], write('lone.bin', binary['data_batch_1.bin']))

# CIFAR-100, binary: a coarse and a fine label.
hundred = [('train', rows(4), rng.integers(0, 100, 4)), ('test', rows(2), rng.integers(0, 100, 2))]
coarse = [l // 5 for _, _, l in hundred]
binary = {n: b''.join(bytes([c, f]) + row.tobytes() for row, c, f in zip(r, cs, l)) for n, cs, (_, r, l) in zip(('train.bin', 'test.bin'), coarse, hundred)}
entries = {'cifar-100-binary': None, 'cifar-100-binary/coarse_label_names.txt': b'a\nb\n', 'cifar-100-binary/test.bin': binary['test.bin'],
           'cifar-100-binary/fine_label_names.txt': ('\n'.join(CIFAR_100) + '\n').encode(), 'cifar-100-binary/train.bin': binary['train.bin']}
splits('cifar-100-binary.tar.gz', write('cifar-100-binary.tar.gz', packed(entries)), hundred, CIFAR_100)
expect('lone-100.bin', pixels([hundred[0][1]]), hundred[0][2], [str(k) for k in range(100)], write('lone-100.bin', binary['train.bin']))

# CIFAR-10 and CIFAR-100, Python version, as Python 2 wrote them and as every protocol of Python 3 does.
for protocol in ('python2', 0, 1, 2, 3, 4, 5):
    python = {n[:-4] if n.endswith('.bin') else n: pickled({'batch_label': 'some batch', 'labels': [int(v) for v in l], 'data': r, 'filenames': ['a.png', 'b.png']}, protocol)
              for n, (_, r, l) in zip(names, ten)}
    python['batches.meta'] = pickled({'num_cases_per_batch': 2, 'label_names': CIFAR_10, 'num_vis': 3072}, protocol)
    entries = {'cifar-10-batches-py': None, **{f'cifar-10-batches-py/{n}': python[n] for n in ('data_batch_4', 'test_batch', 'data_batch_3', 'batches.meta', 'data_batch_2', 'data_batch_5', 'data_batch_1')}}
    splits(f'cifar-10-python-{protocol}.tar.gz', write(f'cifar-10-python-{protocol}.tar.gz', packed(entries)), ten, CIFAR_10)
    if protocol == 'python2':
        splits('cifar-10-batches-py', folder('cifar-10-batches-py', python), ten, CIFAR_10)
        expect('cifar-10-batches-py/test_batch', pixels([ten[5][1]]), ten[5][2], CIFAR_10, sha256(python['test_batch']))
    expect(f'lone-{protocol}', pixels([ten[0][1]]), ten[0][2], [str(k) for k in range(10)], write(f'lone-{protocol}', python['data_batch_1']))
    python = {n: pickled({'filenames': ['a.png'], 'batch_label': 'part', 'fine_labels': [int(v) for v in l], 'coarse_labels': [int(v) for v in c], 'data': r}, protocol)
              for n, c, (_, r, l) in zip(('train', 'test'), coarse, hundred)}
    python['meta'] = pickled({'fine_label_names': CIFAR_100, 'coarse_label_names': ['a', 'b']}, protocol)
    entries = {'cifar-100-python': None, **{f'cifar-100-python/{n}': python[n] for n in ('meta', 'test', 'train')}, 'cifar-100-python/file.txt~': b''}
    splits(f'cifar-100-python-{protocol}.tar.gz', write(f'cifar-100-python-{protocol}.tar.gz', packed(entries)), hundred, CIFAR_100)

# IDX pairs, plain and gzip, in archives.
def idx(array):
    return bytes([0, 0, 8, array.ndim]) + b''.join(int(n).to_bytes(4, 'big') for n in array.shape) + array.tobytes()


parts = [(part, rng.integers(0, 256, (n, 5, 4), dtype=np.uint8), np.arange(n, dtype=np.uint8) % 3) for part, n in (('train', 9), ('t10k', 6))]
plain = {f'{part}-{what}-ubyte': idx(values) for part, x, y in parts for what, values in (('images-idx3', x), ('labels-idx1', y))}
packings = {'plain': plain, 'gzip': {f'mnist/raw/{n}.gz': gzip.compress(data, mtime=0) for n, data in plain.items()}}
for kind, files in packings.items():
    for ending, data in (('zip', zipped(files)), ('tar', packed(files, 'w')), ('tar.gz', packed(files))):
        digest = write(f'idx-{kind}.{ending}', data)
        for split, (_, x, y) in zip(('train', 'test'), parts):
            expect(f'idx-{kind}.{ending}', x[..., None], y, ['0', '1', '2'], digest, split)
one = {n: data for n, data in plain.items() if n.startswith('t10k')}
expect('idx-one.zip', parts[1][1][..., None], parts[1][2], ['0', '1', '2'], write('idx-one.zip', zipped(one)))

# Pickles that must be refused.
class Evil:
    def __init__(self, *call):
        self.call = call

    def __reduce__(self):
        return self.call


import os
write('bad-system', pickled(Evil(os.system, ('true',)), 4))
write('bad-eval', pickled(Evil(eval, ('1',)), 2))
write('bad-object', pickled({'data': Evil(object, ()), 'labels': []}, 4))
write('bad-float', pickled({'data': 1.5, 'labels': []}, 2))
write('bad-float-data', pickled({'data': np.zeros((2, 3072)), 'labels': [0, 0]}, 4))
write('bad-shape', pickled({'data': np.zeros((2, 3, 32, 32), np.uint8), 'labels': [0, 0]}, 4))
write('bad-objects', pickled({'data': np.array([None, 'x'], dtype=object), 'labels': [0, 0]}, 4))
write('bad-label', pickled({'data': rows(), 'labels': [0, 10]}, 4))
write('bad-count', pickled({'data': rows(), 'labels': [0]}, 4))
write('bad-label-text', pickled({'data': rows(), 'labels': ['0', 'x']}, 4))
write('bad-no-data', pickled({'labels': [0]}, 4))
write('bad-list', pickled([1, 2, 3], 4))

GOLDEN.write_text(json.dumps({'valid': valid}, indent=1) + '\n')
print(sum(len(v) for v in valid.values()), 'valid datasets,', sum(p.stat().st_size for p in FIXTURES.rglob('*') if p.is_file()), 'bytes in all')
