import { basename, dirname, relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * One test that fails ends the run of a mutant: the mutated file's own tests come first, then those beside it, then all others;
 * among these files that noticed the last mutant, then those that take least.
 */
export class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted(
      (a, b) => this.#distance(a) - this.#distance(b) || this.#milliseconds(a) - this.#milliseconds(b),
    );
  }

  /** From the mutated file, which Stryker names as what tests are related to: all that are mutated, in the run without mutants. */
  #distance({ moduleId }: TestSpecification): number {
    const mutated = this.ctx.config.related ?? [];
    if (mutated.some((file) => file === moduleId.replace(/\.test\.ts$/, '.ts'))) return 0;
    const isNear = mutated.some(
      (file) => dirname(file) === dirname(moduleId) || basename(dirname(file)) === basename(moduleId, '.test.ts'),
    );
    return isNear ? 1 : 2;
  }

  #milliseconds({ project, moduleId }: TestSpecification): number {
    const path = relative(this.ctx.config.root, moduleId);
    const last = this.ctx.cache.getFileTestResults(`${project.name}:${path}`);
    if (last === undefined) return Infinity;
    return last.failed ? 0 : last.duration;
  }
}
