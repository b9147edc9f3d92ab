/**
 * Labels as probabilities [count, classCount], smoothed: (1 - r) y + r / classCount, y the one-hot label and r its strength.
 * With `onlyClass` the labels of other classes stay as they are.
 *
 * @example smoothLabels([1], 2, [0.5], null) // [0.25, 0.75]
 */
export function smoothLabels(
  labels: ArrayLike<number>,
  classCount: number,
  strength: ArrayLike<number>,
  onlyClass: number | null,
): Float64Array {
  const out = new Float64Array(labels.length * classCount);
  for (let k = 0; k < labels.length; k++) {
    const label = labels[k]!;
    const smoothing = onlyClass === null || onlyClass === label ? strength[k]! : 0;
    out.fill(smoothing / classCount, k * classCount, (k + 1) * classCount);
    out[k * classCount + label]! += 1 - smoothing;
  }
  return out;
}

/** Smooths one row of label probabilities uniformly once more, in place: (1 - r) y + r / classes. */
export function smoothUniformly(targets: Float64Array, strength: number): void {
  for (let c = 0; c < targets.length; c++) targets[c] = (1 - strength) * targets[c]! + strength / targets.length;
}

/** The largest strength by which a label is smoothed; with `onlyClass` of that class's images. 0 of none. */
export function largestSmoothing(
  labels: ArrayLike<number>,
  strength: ArrayLike<number>,
  onlyClass: number | null,
): number {
  let largest = 0;
  for (let k = 0; k < strength.length; k++) {
    // Math.max gives NaN of any: a strength that is not a number must not pass as small.
    if (onlyClass === null || onlyClass === labels[k]) largest = Math.max(largest, strength[k]!);
  }
  return largest;
}
