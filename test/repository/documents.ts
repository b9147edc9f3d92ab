import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../end-to-end/passband.ts';
import { commandsOf } from './shell.ts';

/** What people read, but for what is generated of the schema. */
export const DOCUMENTS: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'packages/demo/training/README.md',
  ...['docs', 'docs/decisions', 'docs/examples'].flatMap((folder) =>
    readdirSync(path.join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
];

export const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** A command that a document shows. */
export interface Shown {
  document: string;
  words: string[];
  /** To be run as it stands; else named in a sentence, perhaps without what it needs. */
  whole: boolean;
}

const FENCED = /^```(\w*)\n(.*?)^```$/gms;
/** When cron starts it, before what it starts. */
const CRON_TIME = /^(?:\S+ ){5} *(?=\S)/gm;

export function blocksOf(document: string): { language: string; text: string }[] {
  return [...read(document).matchAll(FENCED)].map(([, language = '', text = '']) => ({ language, text }));
}

/** The texts in backquotes of the sentences and tables. */
export function namedIn(document: string): string[] {
  const sentences = read(document).replaceAll(FENCED, '');
  return [...sentences.matchAll(/``(.+?)``|`([^`\n]+)`/g)].map(([, two, one]) => (two ?? one ?? '').trim());
}

/** Every command of a document: of its blocks, and of its sentences those that begin with one of the programs. */
export function shownIn(document: string, programs: readonly string[]): Shown[] {
  const blocks = blocksOf(document).flatMap(({ language, text }) => {
    if (language === 'sh') return commandsOf(text);
    return language === 'crontab' ? commandsOf(text.replaceAll(CRON_TIME, '')) : [];
  });
  const sentences = namedIn(document)
    .map((text) => commandsOf(text))
    .filter(([first]) => programs.includes(first?.[0] ?? ''))
    .flat();
  return [
    ...blocks.map((words) => ({ document, words, whole: true })),
    ...sentences.map((words) => ({ document, words, whole: false })),
  ];
}

/** Whether a path of the repository is there; of what is built, what it is built of. */
export function isThere(name: string): boolean {
  const source = name.replace('/dist/', '/src/').replace(/\.js$/, '.ts');
  return [name, source].some((file) => existsSync(path.join(root, file)));
}
