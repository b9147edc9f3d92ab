import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from './passband.ts';

const run = promisify(execFile);
const MODULES = ['requests', 'pandas', 'matplotlib'];
/** Ignored by git; made once. */
const OWN = path.join(root, 'test/artifacts/python');

/**
 * A Python that has what the examples import: $PYTHON or python3, else an environment of its own that pip fills. The reason
 * where there is neither.
 */
export async function pythonOfExamples(): Promise<{ python: string } | { missing: string }> {
  const [python, own] = [process.env.PYTHON || 'python3', path.join(OWN, 'bin/python')];
  for (const one of [python, own]) if (await imports(one)) return { python: one };
  try {
    if (!existsSync(own)) await run(python, ['-m', 'venv', OWN], { timeout: 60_000 });
    const options = ['--quiet', '--disable-pip-version-check', '--timeout', '10', '--retries', '1'];
    await run(own, ['-m', 'pip', 'install', ...options, ...MODULES], { timeout: 180_000 });
    return { python: own };
  } catch (error) {
    await rm(OWN, { recursive: true, force: true });
    const lines = error instanceof Error ? error.message.trim().split('\n') : [];
    return { missing: `no Python with ${MODULES.join(', ')}, and pip can't install them here: ${lines.at(-1)}` };
  }
}

async function imports(python: string): Promise<boolean> {
  return run(python, ['-c', `import ${MODULES.join(', ')}`]).then(
    () => true,
    () => false,
  );
}
