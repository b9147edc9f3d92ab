"""Writes the .npz and IDX fixtures of packages/datasets and what numpy reads in them.

    python test/reference/datasets_fixtures.py [FASHION_MNIST_FOLDER]

Files go to packages/datasets/fixtures, expectations to packages/datasets/golden/fixtures.json. With the folder of the
Fashion-MNIST files as they are distributed (Debian: dataset-fashion-mnist), their expectations are renewed too. Needs numpy.
"""
import gzip, hashlib, io, json, pathlib, sys, zipfile
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2] / 'packages/datasets'
FIXTURES, GOLDEN = ROOT / 'fixtures', ROOT / 'golden/fixtures.json'
rng = np.random.default_rng(20)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def pixels(n=24, h=4, w=3, c=3):
    return rng.integers(0, 256, (n, h, w, c) if c else (n, h, w), dtype=np.uint8)


def npy(array, version=None):
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=version)
    return out.getvalue()


def zipped(name, entries, method=zipfile.ZIP_STORED):
    """Fixed dates, so that a second run writes the same bytes."""
    with zipfile.ZipFile(FIXTURES / name, 'w') as out:
        for key, data in entries.items():
            info = zipfile.ZipInfo(key)
            info.compress_type = method
            out.writestr(info, data)


def npz(name, deflated=False, version=None, **arrays):
    zipped(name, {f'{k}.npy': npy(np.asanyarray(v), version) for k, v in arrays.items()}, zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED)


def expected(images, labels, classes=None, mean=None, std=None):
    images = images[..., None] if images.ndim == 3 else images
    scaled = images / 255
    channels = images.shape[-1]
    broad = lambda v, measured: np.broadcast_to(measured if v is None else np.asarray(v, dtype=float), (channels,)).tolist()
    return {
        'imageCount': len(images), 'imageShape': list(images.shape[1:]), 'labels': [int(v) for v in labels],
        'classCount': int(labels.max()) + 1 if classes is None else len(classes), 'classes': classes,
        'mean': broad(mean, scaled.mean(axis=(0, 1, 2))), 'std': broad(std, scaled.std(axis=(0, 1, 2))),
        'meanFrom': 'measured' if mean is None else 'file', 'stdFrom': 'measured' if std is None else 'file',
        'imagesSha256': sha256(np.ascontiguousarray(images).tobytes()),
    }


valid = {}


def good(name, images, labels, class_names=None, mean=None, std=None, deflated=False, version=None, labels_first=False, extra=None):
    arrays = {'labels': labels, 'images': images} if labels_first else {'images': images, 'labels': labels}
    arrays |= {k: v for k, v in (('class_names', class_names), ('mean', mean), ('std', std)) if v is not None} | (extra or {})
    npz(name, deflated, version, **arrays)
    classes = None if class_names is None else [v.decode() if isinstance(v, bytes) else str(v) for v in class_names]
    valid[name] = expected(images, labels, classes, mean, std) | {'sha256': sha256((FIXTURES / name).read_bytes()), 'stored': not deflated}


cycle = np.arange(24) % 5
names = ['cat', 'dog', 'naïve façade', '漢字', 'emoji 🐸 end']
good('rgb-stored.npz', pixels(), cycle, np.array(names), np.array([.49, .48, .44], np.float32), np.array([.24, .25, .26], np.float32))
good('rgb-deflated.npz', pixels(), cycle, np.array(names), deflated=True)
good('grey-stored.npz', pixels(c=0), cycle.astype(np.uint8))
good('grey-deflated.npz', pixels(c=0), cycle.astype(np.uint8), deflated=True)
good('two-channels.npz', pixels(c=2), cycle, deflated=True)
good('five-channels.npz', pixels(c=5), cycle)
good('labels-first.npz', pixels(), cycle, deflated=True, labels_first=True)
good('scalar-mean-std.npz', pixels(), cycle, mean=np.float64(.5), std=np.float32(.25))
good('mean-only.npz', pixels(), cycle, mean=np.array([.1, .2, .3]), deflated=True)
good('big-endian.npz', pixels(), cycle.astype('>i4'), np.array(names).astype('>U12'), np.array([.4, .5, .6], '>f8'), np.array([.2, .3, .25], '>f4'))
good('names-bytes.npz', pixels(), cycle, np.array([n.encode() for n in names]))
good('more-names-than-labels.npz', pixels(), cycle, np.array([*names, 'none of these']))
good('format-2.npz', pixels(), cycle, version=(2, 0))
good('format-3.npz', pixels(), cycle, version=(3, 0), deflated=True)
good('high-labels.npz', pixels(n=3), np.array([65535, 0, 300], np.uint16), deflated=True)
good('one-image.npz', pixels(n=1), np.zeros(1, np.int64))
good('others-ignored.npz', pixels(), cycle, extra={'note': np.array(['a', 3, None], dtype=object), 'weights': np.ones((3, 2))})
for kind in ('u1', 'i1', '<u2', '>u2', '<i2', '>i2', '<u4', '>u4', '<i4', '<u8', '>u8', '<i8', '>i8'):
    good(f'labels-{kind.replace("<", "little-").replace(">", "big-")}.npz', pixels(n=6, h=2, w=2, c=1), np.array([0, 1, 2, 100, 5, 127]).astype(kind))
good('for-truncation-stored.npz', pixels(n=10, h=20, w=20), np.arange(10) % 3, np.array(names))
good('for-truncation-deflated.npz', pixels(n=14, h=20, w=20) & 0x3f, np.arange(14) % 3, np.array(names), deflated=True)

# What must be refused.
npz('bad-fortran.npz', images=np.asfortranarray(pixels()), labels=cycle)
npz('bad-images-float32.npz', images=pixels().astype(np.float32), labels=cycle)
npz('bad-images-bool.npz', images=pixels() > 9, labels=cycle)
npz('bad-images-rank-2.npz', images=pixels().reshape(24, -1), labels=cycle)
npz('bad-images-rank-5.npz', images=pixels()[:, None], labels=cycle)
npz('bad-images-channels-first.npz', images=np.moveaxis(pixels(n=6, h=8, w=8), -1, 1), labels=cycle[:6])
npz('bad-no-image.npz', images=pixels(n=0), labels=cycle[:0])
npz('bad-empty-images.npz', images=pixels(h=0), labels=cycle)
npz('bad-labels-short.npz', images=pixels(), labels=cycle[:23])
npz('bad-labels-negative.npz', images=pixels(), labels=cycle - (np.arange(24) == 7) * 9)
npz('bad-labels-70000.npz', images=pixels(), labels=cycle + (np.arange(24) == 3) * 70000)
npz('bad-labels-huge.npz', images=pixels(), labels=np.full(24, 2**64 - 1, np.uint64))
npz('bad-labels-float64.npz', images=pixels(), labels=cycle.astype(float))
npz('bad-labels-bool.npz', images=pixels(), labels=cycle > 2)
npz('bad-labels-rank-2.npz', images=pixels(), labels=cycle[:, None])
npz('bad-names-few.npz', images=pixels(), labels=cycle, class_names=np.array(names[:4]))
npz('bad-names-object.npz', images=pixels(), labels=cycle, class_names=np.array(names, dtype=object))
npz('bad-names-rank-2.npz', images=pixels(), labels=cycle, class_names=np.array([names]))
npz('bad-names-latin1.npz', images=pixels(), labels=cycle, class_names=np.array([n.encode('latin1', 'replace') for n in names]))
npz('bad-names-zero-inside.npz', images=pixels(), labels=cycle, class_names=np.array(['a\0b'] * 5))
npz('bad-mean-length.npz', images=pixels(), labels=cycle, mean=np.array([.5, .5]))
npz('bad-mean-int.npz', images=pixels(), labels=cycle, mean=np.array([1, 2, 3]))
npz('bad-mean-nan.npz', images=pixels(), labels=cycle, mean=np.array([.5, np.nan, .5]))
npz('bad-std-zero.npz', images=pixels(), labels=cycle, mean=np.zeros(3), std=np.array([.5, 0, .5]))
npz('bad-std-negative.npz', images=pixels(), labels=cycle, std=np.array([.5, .2, -.5]))
npz('bad-all-equal.npz', deflated=True, images=np.full((24, 4, 3, 2), 77, np.uint8), labels=cycle)
npz('bad-no-labels.npz', images=pixels(), targets=cycle)
npz('bad-no-images.npz', x_train=pixels(), y_train=cycle)
zipped('bad-bzip2.npz', {'images.npy': npy(pixels()), 'labels.npy': npy(cycle)}, zipfile.ZIP_BZIP2)
zipped('bad-empty.npz', {})
zipped('bad-not-arrays.npz', {'images.npy': b'hello, these are no pixels', 'labels.npy': npy(cycle)})
(FIXTURES / 'bad-single-array.npz').write_bytes(npy(pixels()))


def idx(array, code):
    return bytes([0, 0, code, array.ndim]) + b''.join(int(n).to_bytes(4, 'big') for n in array.shape) + array.tobytes()


images, labels = pixels(h=5, w=4, c=0), (np.arange(24) % 7).astype(np.uint8)
for folder, pack in (('idx-plain', None), ('idx-gzip', gzip.compress)):
    (FIXTURES / folder).mkdir(exist_ok=True)
    for name, data in (('t10k-images-idx3-ubyte', idx(images, 8)), ('t10k-labels-idx1-ubyte', idx(labels, 8))):
        (FIXTURES / folder / (name + ('.gz' if pack else ''))).write_bytes(pack(data, mtime=0) if pack else data)
    lines = sorted(f'{sha256(p.read_bytes())}  {p.name}\n' for p in (FIXTURES / folder).iterdir())
    valid[folder] = expected(images, labels) | {'sha256': sha256(''.join(lines).encode()), 'stored': pack is None}

golden = json.loads(GOLDEN.read_text()) if GOLDEN.exists() else {}
golden['valid'] = valid
if len(sys.argv) > 1:
    folder, golden['fashionMnist'] = pathlib.Path(sys.argv[1]), {}
    for part in ('t10k', 'train'):
        files = [folder / f'{part}-{what}-ubyte.gz' for what in ('images-idx3', 'labels-idx1')]
        x = np.frombuffer(gzip.decompress(files[0].read_bytes()), np.uint8, offset=16).reshape(-1, 28, 28)
        y = np.frombuffer(gzip.decompress(files[1].read_bytes()), np.uint8, offset=8)
        lines = sorted(f'{sha256(p.read_bytes())}  {p.name}\n' for p in files)
        facts = expected(x, y) | {'sha256': sha256(''.join(lines).encode()), 'labelsSha256': sha256(y.astype('<u2').tobytes())}
        golden['fashionMnist'][files[0].name] = {k: v for k, v in facts.items() if k != 'labels'}
GOLDEN.parent.mkdir(exist_ok=True)
GOLDEN.write_text(json.dumps(golden, indent=1, ensure_ascii=False) + '\n')
print(len(valid), 'valid datasets,', sum(p.stat().st_size for p in FIXTURES.rglob('*') if p.is_file()), 'bytes in all')
