const head = Buffer.from([0x1f, 0x8b, 8, 0x10, 0, 0, 0, 0, 0, 0xff]);
const comment = 'passband sha256 ';
const tail = Buffer.from([0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

/** Bytes of a seal. */
export const SEAL_BYTES = head.length + comment.length + 64 + tail.length;

/**
 * The end of an archive: the sha256 (hexadecimal) of every byte before it, so that not one can be missing or another. It is
 * a gzip member that is empty but for its comment, which whatever unpacks archives passes over.
 */
export function sealOf(sha256: string): Buffer {
  return Buffer.concat([head, Buffer.from(comment + sha256, 'latin1'), tail]);
}

/** Whether bytes have the form of a seal; of what is another matter. */
export function isSeal(bytes: Buffer): boolean {
  const sha256 = bytes.subarray(head.length + comment.length, -tail.length).toString('latin1');
  return /^[0-9a-f]{64}$/.test(sha256) && bytes.equals(sealOf(sha256));
}
