interface Entry {
  value: Promise<unknown>;
  weight: number;
}

/** What was computed from stored paths, least recently used out first once more than `capacity` values are kept. */
export class ResultCache {
  readonly #entries = new Map<string, Entry>();
  readonly #capacity: number;
  #weight = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** What is kept under the key, or what `compute` gives; asked for twice at once, it is computed once. */
  get<T>(key: string, compute: () => Promise<T>, weightOf: (value: T) => number): Promise<T> {
    const known = this.#entries.get(key);
    if (known) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known.value as Promise<T>;
    }
    const entry: Entry = { value: Promise.resolve(), weight: 0 };
    const value = compute().then(
      (result) => {
        entry.weight = weightOf(result);
        this.#weight += entry.weight;
        this.#trim();
        return result;
      },
      (error: unknown) => {
        this.#entries.delete(key);
        throw error;
      },
    );
    entry.value = value;
    this.#entries.set(key, entry);
    return value;
  }

  /** What is kept under the key, if anything. */
  kept<T>(key: string): Promise<T> | undefined {
    return this.#entries.get(key)?.value as Promise<T> | undefined;
  }

  #trim(): void {
    for (const [key, { weight }] of this.#entries) {
      if (this.#weight <= this.#capacity) return;
      // What is still being computed weighs nothing yet and stays.
      if (weight === 0) continue;
      this.#entries.delete(key);
      this.#weight -= weight;
    }
  }
}
