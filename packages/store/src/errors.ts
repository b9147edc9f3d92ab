/** A name that another row has already. */
export class NameTaken extends Error {
  override readonly name = 'NameTaken';
  constructor(kind: 'model' | 'dataset', taken: string) {
    super(`a ${kind}'s name must be unique; "${taken}" is taken`);
  }
}

/** A unique name that is another row's, as NameTaken; any other error as it is. */
export function nameTakenOr(error: unknown, kind: 'model' | 'dataset', name: string): unknown {
  return errorCode(error) === '23505' ? new NameTaken(kind, name) : error;
}

/** Another process works in this data folder. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';
  constructor(
    folder: string,
    readonly processId: number | null,
  ) {
    const holder = processId === null ? 'another process' : `process ${processId}`;
    super(`only one process may use a data folder; ${folder} is in use by ${holder}`);
  }
}

/** The data folder can't be made or written to. */
export class DataFolderUnwritable extends Error {
  override readonly name = 'DataFolderUnwritable';
  constructor(folder: string, reason: string) {
    super(`the data folder must be a folder that can be written to; ${folder} is not (${reason})`);
  }
}

/** The database at DATABASE_URL does not answer or refuses. The password is never in the message. */
export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable';
  constructor(place: string, reason: string, options?: ErrorOptions) {
    super(`DATABASE_URL must name a PostgreSQL database that can be reached; ${place}: ${reason}`, options);
  }
}

/** The database does not answer now, or broke off. What was asked of it may have been done, or not. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway';
  constructor(reason: string, options?: ErrorOptions) {
    super(`the database must answer; it does not: ${reason}`, options);
  }
}

/** The database's tables are not ones that this version can work on. */
export class DatabaseVersionRefused extends Error {
  override readonly name = 'DatabaseVersionRefused';
}

/** The bytes of an upload or blob are not what was said of them. */
export class UploadRefused extends Error {
  override readonly name = 'UploadRefused';
  constructor(
    message: string,
    readonly reason: 'unknown' | 'expired' | 'size' | 'sha256' | 'received',
  ) {
    super(message);
  }
}

/** No room is left where the data folder or the database is. */
export class DiskFull extends Error {
  override readonly name = 'DiskFull';
  constructor(place: string, options?: ErrorOptions) {
    super(`there must be room on the disk for what is stored; ${place} is full`, options);
  }
}

/** The embedded database gave up in the middle of its work, and answers nothing any more in this process. */
export class DatabaseStopped extends Error {
  override readonly name = 'DatabaseStopped';
  constructor(reason: string, options?: ErrorOptions) {
    super(
      `the embedded database stopped; what it acknowledged is kept, and there when it is opened again: ${reason}`,
      options,
    );
  }
}

/** A cursor that no listing of this kind gave. */
export class CursorInvalid extends Error {
  override readonly name = 'CursorInvalid';
  constructor(cursor: string) {
    super(`a cursor must be one that this listing gave; got "${cursor}"`);
  }
}

/** A worker's result that does not fit its shard. */
export class ResultRefused extends Error {
  override readonly name = 'ResultRefused';
}

/** There is nothing that could be backed up whole. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

/** A file that is no archive of a backup, not a whole one, or one of a newer version. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
}

/** There is something already where an archive is to be restored. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused';
}

/** The code of a Node or PostgreSQL error, e.g. ENOSPC or 23505; null where there is none. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** A full disk, of the file system or the database, as DiskFull; any other error as it is. */
export function diskFullOr(error: unknown, place: string): unknown {
  const code = errorCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT' || code === '53100' ? new DiskFull(place, { cause: error }) : error;
}
