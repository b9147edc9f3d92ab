import type { ArchiveSummary, BackupProgress } from '@passband/store';

/** What an archive holds, a line each: rows by table, then files. */
export function summaryText({ contents, passband, migration, savedAt }: ArchiveSummary): string {
  const rows = Object.entries(contents.tables).map(([name, table]): [string, number] => [name, table.rows]);
  const lines: [string, string][] = [
    ...rows.map(([name, count]): [string, string] => [name, grouped(count)]),
    ['files', `${grouped(contents.files.count)} (${sizeText(contents.files.bytes)})`],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  const table = lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`).join('');
  return `saved at ${savedAt} by Passband ${passband}, migration ${migration}\n${table}`;
}

/** One line that is written over as it goes on, where a person looks at it; nothing elsewhere. */
export function progressLine(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>): {
  at(progress: BackupProgress): void;
  end(): void;
} {
  if (!stream.isTTY) return { at() {}, end() {} };
  let shown = 0;
  return {
    at({ rows, files, bytes }) {
      if (Date.now() - shown < 200) return;
      shown = Date.now();
      stream.write(`\r\u001b[K${counted(rows, 'row')}, ${counted(files, 'file')}, ${sizeText(bytes)}`);
    },
    end: () => void stream.write('\r\u001b[K'),
  };
}

const grouped = (count: number): string => count.toLocaleString('en-US');
const counted = (count: number, noun: string): string => `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;

/** In the unit that leaves at most three digits before the point. */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const k = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${(bytes / 1000 ** k).toFixed(k === 0 ? 0 : 1)} ${units[k]}`;
}
