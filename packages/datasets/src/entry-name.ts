import { DatasetError } from './errors.ts';

const MAXIMUM_NAME_LENGTH = 1024;

/**
 * The path of an archive's entry within the archive, without `./` in front. Entries are never written under their names,
 * yet an archive that points out of its folder was made to do harm, so it is refused as a whole. Throws DatasetError.
 */
export function entryPath(name: string, archive: string): string {
  const refuse = (rule: string): never => {
    throw new DatasetError(`${archive}: names of files must ${rule}; got ${JSON.stringify(name.slice(0, 120))}`);
  };
  if (name.length > MAXIMUM_NAME_LENGTH) {
    refuse(`have at most ${MAXIMUM_NAME_LENGTH} characters`);
  }
  if (/^([/\\]|[a-z]:)/i.test(name)) {
    refuse('be relative');
  }
  const names = name.split('/').filter((each) => each !== '' && each !== '.');
  if (names.includes('..')) {
    refuse("stay inside the archive, without '..'");
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  if (names.length === 0 || /[\\\u0000-\u001f\u007f]/.test(name)) {
    refuse('be of characters that can be shown, without backslashes');
  }
  return names.join('/');
}

/** Hidden files, and what macOS adds to the archives it makes: no part of a dataset. */
export function isHidden(path: string): boolean {
  return path.split('/').some((name) => name.startsWith('.') || name === '__MACOSX');
}
