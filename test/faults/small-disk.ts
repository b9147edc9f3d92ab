import { execFileSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../../packages/store/src/errors.ts';

const PIECE_BYTES = 2 ** 20;

/** A file system of its own, in memory, that is soon full. */
export class SmallDisk {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async mount(folder: string, megabytes: number): Promise<SmallDisk> {
    await mkdir(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', folder], { stdio: 'pipe' });
    return new SmallDisk(folder);
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /** Fills it but for so many bytes, whoever writes to it meanwhile. */
  async fill(leftBytes: number): Promise<void> {
    await this.free();
    const filler = await open(path.join(this.folder, 'filler'), 'w');
    try {
      for (let bytes = this.freeBytes - leftBytes; bytes > 0; bytes = this.freeBytes - leftBytes)
        await filler.write(Buffer.alloc(Math.min(bytes, PIECE_BYTES)));
    } catch (error) {
      // Another's write took the room that was just seen to be free.
      if (errorCode(error) !== 'ENOSPC') throw error;
    } finally {
      await filler.close();
    }
  }

  async free(): Promise<void> {
    await rm(path.join(this.folder, 'filler'), { force: true });
  }

  unmount(): void {
    execFileSync('umount', ['-l', this.folder]);
  }
}

/** Why no disk can be mounted here; null where one can. */
export function noDiskReason(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'a small disk is mounted by root on Linux only';
  return null;
}
