import { randomBytes } from 'node:crypto';
import { xoshiro128 } from '@passband/spectrum';

/** Of all that is drawn here: PASSBAND_FAULTS_SEED draws the same again. */
const SEED = process.env.PASSBAND_FAULTS_SEED ?? randomBytes(4).toString('hex');
const stream = xoshiro128(`faults/${SEED}`);
// At once: a test that fails may print nothing else.
process.stdout.write(`${JSON.stringify({ seed: SEED })}\n`);

/** Uniform from 0 on, below 1. */
export function chance(): number {
  return stream.word() / 2 ** 32;
}
