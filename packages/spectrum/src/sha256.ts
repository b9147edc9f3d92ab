/** Fractions of the cube roots (round constants) and square roots (initial state) of the first primes. */
const { roundConstants, initialState } = constants();
const BLOCK_BYTES = 64;

/**
 * SHA-256 of a text's UTF-8 bytes, as eight big-endian 32-bit words (FIPS 180-4).
 * Our own because node:crypto does not exist in a browser and its Web Crypto counterpart is asynchronous.
 */
export function sha256(text: string): Uint32Array {
  const blocks = padded(new TextEncoder().encode(text));
  const state = Uint32Array.from(initialState);
  const schedule = new Uint32Array(64);
  for (let at = 0; at < blocks.byteLength; at += BLOCK_BYTES) compress(state, blocks, at, schedule);
  return state;
}

/** The message, a one bit, zeros, and its length in bits as a 64-bit number: whole blocks. */
function padded(message: Uint8Array): DataView {
  const length = Math.ceil((message.length + 9) / BLOCK_BYTES) * BLOCK_BYTES;
  const bytes = new Uint8Array(length);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(length - 8, Math.floor(message.length / 2 ** 29));
  view.setUint32(length - 4, message.length << 3);
  return view;
}

function compress(state: Uint32Array, blocks: DataView, at: number, w: Uint32Array): void {
  for (let i = 0; i < 16; i++) w[i] = blocks.getUint32(at + 4 * i);
  for (let i = 16; i < 64; i++) {
    const early = w[i - 15]!;
    const late = w[i - 2]!;
    const s0 = rotateRight(early, 7) ^ rotateRight(early, 18) ^ (early >>> 3);
    const s1 = rotateRight(late, 17) ^ rotateRight(late, 19) ^ (late >>> 10);
    w[i] = w[i - 16]! + s0 + w[i - 7]! + s1;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const s1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
    const one = (h + s1 + ((e & f) ^ (~e & g)) + roundConstants[i]! + w[i]!) | 0;
    const s0 = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22);
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => {
    state[i] = state[i]! + value;
  });
}

function rotateRight(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

/** Exact: the roots are taken in whole numbers, so that no table of 72 numbers has to be believed. */
function constants(): { roundConstants: Uint32Array; initialState: Uint32Array } {
  const primes: bigint[] = [];
  for (let n = 2n; primes.length < 64; n++) if (primes.every((p) => n % p !== 0n)) primes.push(n);
  return {
    roundConstants: Uint32Array.from(primes, (p) => fractionOfRoot(p, 3n)),
    initialState: Uint32Array.from(primes.slice(0, 8), (p) => fractionOfRoot(p, 2n)),
  };
}

/** The first 32 bits of the fraction of p^(1/degree): the whole root of p * 2^(32 * degree), its low 32 bits. */
function fractionOfRoot(p: bigint, degree: bigint): number {
  const target = p << (32n * degree);
  let root = 0n;
  for (let bit = 40n; bit >= 0n; bit--) {
    const next = root | (1n << bit);
    if (next ** degree <= target) root = next;
  }
  return Number(root & 0xffffffffn);
}
