/**
 * Self-distillation: mixes label probabilities with a teacher's of the same images, both [count, classCount], in place:
 * (1 - weight) y + weight p.
 */
export function distil(targets: Float64Array, teacher: Float64Array, weight: number): void {
  for (let k = 0; k < targets.length; k++) targets[k] = (1 - weight) * targets[k]! + weight * teacher[k]!;
}
