import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { EngineError } from '@passband/engine';
import { extract } from 'tar-stream';
import { type Entry, open as openZip, type ZipFile } from 'yauzl';

const MOST_ENTRIES = 10_000;
const MOST_BYTES = 8 * 2 ** 30;
/** Weights shrink to a half at best, graphs to a tenth: what grows more was made to fill the disk. */
const MOST_GROWTH = 100;
const ALWAYS_ALLOWED_BYTES = 64 * 2 ** 20;

/**
 * Unpacks a zip, tar or gzipped tar into a new temporary folder. Throws EngineError, and leaves nothing, for names that lead
 * out of it, links, more than 10,000 files and folders, more than 8 GiB or 100 times the archive (64 MiB are always
 * allowed), and archives that are cut off or damaged.
 */
export async function unpackArchive(path: string): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'passband-model-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const { size } = await stat(path);
    const target = new UnpackedFolder(folder, Math.min(MOST_BYTES, Math.max(ALWAYS_ALLOWED_BYTES, MOST_GROWTH * size)));
    await ((await beginsAsZip(path)) ? unzip(path, target) : untar(path, target));
    return { folder, remove };
  } catch (error) {
    await remove();
    if (error instanceof EngineError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new EngineError(`a model's archive must be whole; ${path}: ${reason.replaceAll(folder + sep, '')}`);
  }
}

/** Takes files one by one and counts what it was given. */
class UnpackedFolder {
  private entries = 0;
  private bytes = 0;
  private readonly names = new Set<string>();

  constructor(
    private readonly folder: string,
    private readonly mostBytes: number,
  ) {}

  /** Counts an entry, be it a file or a folder. */
  count(entries = 1): void {
    this.entries += entries;
    if (this.entries > MOST_ENTRIES)
      throw new EngineError(
        `a model's archive must have at most ${MOST_ENTRIES} files and folders; it has ${this.entries} or more`,
      );
  }

  /** `open` is called last: content that nobody listens to yet ends the process with its error. */
  async add(name: string, open: () => Promise<Readable>): Promise<void> {
    this.checkName(name);
    const file = join(this.folder, name);
    await mkdir(dirname(file), { recursive: true });
    await pipeline(await open(), this.counted(), createWriteStream(file, { flags: 'wx' }));
  }

  private checkName(name: string): void {
    const parts = name.split('/');
    if (
      name.includes('\\') ||
      name.includes('\0') ||
      name.startsWith('/') ||
      parts.includes('..') ||
      /^[a-z]:/i.test(name)
    )
      throw new EngineError(`names in a model's archive must stay in it; got ${JSON.stringify(name.slice(0, 200))}`);
    if (['', '.'].includes(parts.at(-1) ?? ''))
      throw new EngineError(`a file in a model's archive must have a name; got ${JSON.stringify(name.slice(0, 200))}`);
    if (this.names.has(name))
      throw new EngineError(`names in a model's archive must differ; got ${JSON.stringify(name)} twice`);
    this.names.add(name);
  }

  private counted(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _, done) => {
        this.bytes += chunk.length;
        if (this.bytes > this.mostBytes)
          done(new EngineError(`a model's archive of this size may unpack to at most ${this.mostBytes} bytes`));
        else done(null, chunk);
      },
    });
  }
}

async function beginsAsZip(path: string): Promise<boolean> {
  return (await firstBytes(path)).toString('latin1') === 'PK';
}

async function untar(path: string, target: UnpackedFolder): Promise<void> {
  const source = createReadStream(path);
  const entries = extract();
  const [first] = await firstBytes(path);
  const packed = first === 0x1f ? pipeline(source, createGunzip(), entries) : pipeline(source, entries);
  // Awaited below; a failure ends the loop with the same error.
  packed.catch(() => {});
  for await (const entry of entries) {
    const { name, type } = entry.header;
    target.count();
    if (type === 'directory') entry.resume();
    else if (type === 'file' || type === 'contiguous-file')
      await target.add(withoutDot(name), async () => Readable.from(entry));
    else
      throw new EngineError(`a model's archive must hold files and folders only; ${JSON.stringify(name)} is a ${type}`);
  }
  await packed;
}

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(2);
    await handle.read(bytes, 0, 2, 0);
    return bytes;
  } finally {
    await handle.close();
  }
}

const withoutDot = (name: string): string => name.replace(/^(\.\/)+/, '');

const FILE_TYPE = 0o170000;
const LINK = 0o120000;

async function unzip(path: string, target: UnpackedFolder): Promise<void> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    openZip(path, { lazyEntries: true, strictFileNames: true }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    ),
  );
  try {
    target.count(zip.entryCount);
    for (let entry = await nextEntry(zip); entry; entry = await nextEntry(zip)) {
      if (entry.fileName.endsWith('/')) continue;
      if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === LINK)
        throw new EngineError(
          `a model's archive must hold files and folders only; ${JSON.stringify(entry.fileName)} is a link`,
        );
      const read = entry;
      await target.add(withoutDot(read.fileName), () => contentOf(zip, read));
    }
  } finally {
    zip.close();
  }
}

function nextEntry(zip: ZipFile): Promise<Entry | null> {
  return new Promise((resolve, reject) => {
    const settle = (use: () => void) => (): void => {
      zip.removeAllListeners();
      use();
    };
    zip.once('entry', (entry: Entry) => settle(() => resolve(entry))());
    zip.once(
      'end',
      settle(() => resolve(null)),
    );
    zip.once('error', (error: unknown) => settle(() => reject(error))());
    zip.readEntry();
  });
}

function contentOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))),
  );
}
