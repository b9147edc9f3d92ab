/** A package whose tests are asked whether they notice a mutant of its source. */
export interface MutatedPackage {
  /** Patterns, below the package's src, of what is mutated; tests and their fixtures never are. */
  readonly mutate: readonly string[];
  /** Per cent of the mutants that tests must notice, or the run fails. */
  readonly least: number;
}

export const PACKAGES: Readonly<Record<string, MutatedPackage>> = {
  spectrum: { mutate: ['**/*.ts'], least: 85 },
  engine: { mutate: ['**/*.ts'], least: 85 },
  datasets: { mutate: ['**/*.ts'], least: 85 },
};
