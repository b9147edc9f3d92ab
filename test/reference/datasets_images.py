"""Writes the image folders of packages/datasets and what Pillow decodes in them.

    python test/reference/datasets_images.py

Files go to packages/datasets/fixtures/images, expectations to packages/datasets/golden/images.json. Images are decoded as
torchvision's ImageFolder does (Image.open(file).convert('RGB')), resized and cropped as its Resize and CenterCrop do on
PIL images. Needs numpy and Pillow (written with 13.0).
"""
import base64, json, pathlib, shutil
import numpy as np
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2] / 'packages/datasets'
FIXTURES, GOLDEN = ROOT / 'fixtures/images', ROOT / 'golden/images.json'
rng = np.random.default_rng(22)
shutil.rmtree(FIXTURES, ignore_errors=True)
valid = {}


def picture(h, w, c=3):
    """Smooth, so that every codec keeps it well, with an edge."""
    y, x = np.mgrid[:h, :w]
    waves = [128 + 60 * np.sin(x / (3 + k) + rng.uniform(0, 6)) + 50 * np.cos(y / (4 + k) + rng.uniform(0, 6)) for k in range(c)]
    image = np.clip(np.stack(waves, -1) + 30 * (x > w / 2)[..., None], 0, 255).astype(np.uint8)
    return image[..., 0] if c == 1 else image


def save(path, array, **options):
    target = FIXTURES / path
    target.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(array).save(target, **options)


def resized(image, side):
    w, h = image.size
    return image.resize((side, int(side * h / w)) if w <= h else (int(side * w / h), side), Image.BILINEAR)


def cropped(image, side):
    w, h = image.size
    top, left = int(round((h - side) / 2)), int(round((w - side) / 2))
    return image.crop((left, top, left + side, top + side))


def expect(name, mode='RGB', resize=None, crop=None):
    root = FIXTURES / name
    classes = sorted(p.name for p in root.iterdir() if p.is_dir())
    files = [(k, p) for k, c in enumerate(classes) for p in sorted((root / c).iterdir())]
    images = []
    for _, path in files:
        image = Image.open(path).convert(mode)
        image = resized(image, resize) if resize else image
        image = cropped(image, crop) if crop else image
        images.append(np.asarray(image).reshape(image.size[1], image.size[0], -1))
    images = np.stack(images)
    options = {k: v for k, v in (('resize', resize), ('crop', crop)) if v}
    valid[' '.join([name, *(f'{k} {v}' for k, v in options.items())])] = {
        'folder': name, 'options': options, 'classes': classes, 'labels': [k for k, _ in files],
        'imageShape': list(images.shape[1:]), 'pixels': base64.b64encode(images.tobytes()).decode(),
    }


# One size: RGB, palette, grey and alpha beside one another, by every codec.
save('colour/b-b/1.png', picture(6, 5))
save('colour/b/2.webp', picture(6, 5), lossless=True)
save('colour/b/1.PNG', picture(6, 5, 1))
alpha = np.dstack([picture(6, 5), rng.integers(0, 256, (6, 5), dtype=np.uint8)])
save('colour/a/10.png', alpha)
Image.fromarray(picture(6, 5)).quantize(16).save(FIXTURES / 'colour/a/9.png')
expect('colour')
save('grey/x/1.png', picture(7, 9, 1))
save('grey/y/1.png', picture(7, 9, 1))
expect('grey', 'L')
# Different sizes, by lossless codecs and by JPEG, one of them turned by its EXIF.
for k, (h, w) in enumerate(((40, 30), (30, 47), (33, 33), (61, 30))):
    save(f'sizes/class{k % 2}/{k}.png', picture(h, w))
    exif = Image.Exif()
    exif[0x0112] = 6
    save(f'jpeg/class{k % 2}/{k}.JPEG', picture(h, w), quality=90, exif=exif if k == 1 else b'')
for name in ('sizes', 'jpeg'):
    expect(name, resize=16, crop=14)
    expect(name, resize=50, crop=50)
    expect(name, crop=15)
    expect(name, crop=30)

GOLDEN.write_text(json.dumps({'valid': valid}, indent=1) + '\n')
print(len(valid), 'valid datasets,', sum(p.stat().st_size for p in FIXTURES.rglob('*') if p.is_file()), 'bytes in all')
