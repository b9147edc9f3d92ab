import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** One test that fails ends the run of a mutant: files that noticed the last one come first, then those that take least. */
export class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => this.#milliseconds(a) - this.#milliseconds(b));
  }

  #milliseconds({ project, moduleId }: TestSpecification): number {
    const path = relative(this.ctx.config.root, moduleId);
    const last = this.ctx.cache.getFileTestResults(`${project.name}:${path}`);
    if (last === undefined) return Infinity;
    return last.failed ? 0 : last.duration;
  }
}
