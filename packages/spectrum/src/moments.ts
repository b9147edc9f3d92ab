/**
 * Mean and sum of squared deviations of values that come one by one or in parts (Welford; Chan, Golub and LeVeque), so
 * that no list has to be held and nothing cancels.
 */
export class Moments {
  count = 0;
  mean = 0;
  /** Sum of (value - mean)^2. */
  squares = 0;

  /** RangeError for a value that is not finite: it would make every bound NaN. */
  add(value: number): void {
    if (!Number.isFinite(value)) throw new RangeError(`values of an estimate must be finite; got ${value}`);
    this.count++;
    const before = value - this.mean;
    this.mean += before / this.count;
    this.squares += before * (value - this.mean);
  }

  /** As if the other's values had been added here one by one. */
  merge(other: Moments): void {
    if (other.count === 0) return;
    const count = this.count + other.count;
    const apart = other.mean - this.mean;
    this.squares += other.squares + (apart * apart * this.count * other.count) / count;
    this.mean += (apart * other.count) / count;
    this.count = count;
  }

  /** s^2 with n - 1; NaN of fewer than two values. */
  get variance(): number {
    return this.count < 2 ? Number.NaN : this.squares / (this.count - 1);
  }

  /** Of a list at hand the deviations are taken from the final mean, which keeps more digits. */
  static of(values: ArrayLike<number>): Moments {
    const moments = new Moments();
    for (let k = 0; k < values.length; k++) moments.add(values[k]!);
    moments.squares = 0;
    for (let k = 0; k < values.length; k++) moments.squares += (values[k]! - moments.mean) ** 2;
    return moments;
  }
}
