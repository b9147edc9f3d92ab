import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/** Copies what an engine would be given: what git knows, without what the ignore file says. */
export function copyContext(repository: string, ignored: string, to: string): number {
  const isIgnored = ignoring(ignored);
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: repository, encoding: 'utf8' })
    .split('\0')
    .filter(Boolean);
  const given = files.filter((file) => !isIgnored(file));
  for (const file of given) {
    mkdirSync(path.dirname(path.join(to, file)), { recursive: true });
    copyFileSync(path.join(repository, file), path.join(to, file));
  }
  return given.length;
}

/** The patterns of a .dockerignore: `*` within a name, `**` over folders, `!` what stays after all; the last that fits counts. */
export function ignoring(text: string): (file: string) => boolean {
  const rules = text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => ({ stays: line.startsWith('!'), pattern: patternOf(line.replace(/^!/, '')) }));
  return (file) => rules.reduce((ignored, { stays, pattern }) => (pattern.test(file) ? !stays : ignored), false);
}

/** A folder that fits takes all below it along. */
function patternOf(line: string): RegExp {
  const source = line
    .split('/')
    .map((part) => (part === '**' ? '**' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')))
    .join('/')
    .replaceAll('**/', '(?:.*/)?');
  return new RegExp(`^${source}(?:/.*)?$`);
}
