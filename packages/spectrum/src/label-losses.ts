/** Losses of a network on the same images, nats: on their labels, on labels smoothed by a wave, and uniformly by the same amplitude. */
export interface LabelLosses {
  cleanLoss: number;
  noisyLoss: number;
  uniformLoss: number | null;
}

/**
 * Sum over images of the cross-entropy of scores (logits) against label probabilities, both [count, classCount]:
 * - sum of y ln softmax(z), in float64; nats. NaN where a score is not finite.
 */
export function crossEntropySum(
  scores: Float32Array | Float64Array,
  targets: Float32Array | Float64Array,
  classCount: number,
): number {
  let sum = 0;
  for (let start = 0; start < targets.length; start += classCount) {
    const total = logarithmOfSum(scores, start, start + classCount);
    // A score of minus infinity would give NaN for a label of 0 as well: it is not finite either way.
    for (let k = start; k < start + classCount; k++) sum += targets[k]! * (total - scores[k]!);
  }
  return sum;
}

/** Clean minus noisy loss: higher = the network follows the noise more. A run's summary is the minimum over its epochs. */
export function noiseFitting({ cleanLoss, noisyLoss }: LabelLosses): number {
  return cleanLoss - noisyLoss;
}

/** Uniformly smoothed minus noisy loss: 0 = the wave is not followed, however much smoothing is. Null where it was not recorded. */
export function waveFitting({ uniformLoss, noisyLoss }: LabelLosses): number | null {
  return uniformLoss === null ? null : uniformLoss - noisyLoss;
}

/** ln of the sum of e^z, without overflow. */
function logarithmOfSum(scores: Float32Array | Float64Array, start: number, end: number): number {
  let largest = scores[start]!;
  for (let k = start + 1; k < end; k++) if (!(scores[k]! <= largest)) largest = scores[k]!;
  let sum = 0;
  for (let k = start; k < end; k++) sum += Math.exp(scores[k]! - largest);
  return largest + Math.log(sum);
}
