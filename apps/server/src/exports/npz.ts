import { type AsyncZippable, zip } from 'fflate';
import type { Table } from './table.ts';

/** Archived with each file, since it tells nothing and a clock would make equal exports differ. */
const NO_TIME = new Date(1980, 0, 1);

/** An .npz archive of NumPy: a float64 array a column of numbers (NaN where there is no value), others left out, and `more`. */
export async function npzOf(
  { columns, rows }: Table,
  more: ReadonlyMap<string, Float32Array | Float64Array>,
): Promise<Uint8Array> {
  const values = columns.map((): (number | null)[] => []);
  const isText = columns.map(() => false);
  for await (const row of rows)
    for (const [k, cell] of row.entries()) {
      if (typeof cell === 'string') isText[k] = true;
      else values[k]?.push(cell);
    }
  const files: AsyncZippable = {};
  for (const [k, name] of columns.entries())
    if (!isText[k]) files[`${name}.npy`] = npyOf(Float64Array.from(values[k] ?? [], (value) => value ?? Number.NaN));
  for (const [name, array] of more) files[`${name}.npy`] = npyOf(array);
  // Large arrays are compressed in threads: others than this request have their turn.
  return new Promise((resolve, reject) =>
    zip(files, { level: 1, mtime: NO_TIME }, (error, bytes) => (error ? reject(error) : resolve(bytes))),
  );
}

/** NumPy's format, version 1.0: a header of 64 bytes or a multiple, then the values, little endian. */
function npyOf(array: Float32Array | Float64Array): Uint8Array {
  const type = array instanceof Float32Array ? '<f4' : '<f8';
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${array.length},), }`;
  const padded = `${dictionary.padEnd(Math.ceil((10 + dictionary.length + 1) / 64) * 64 - 11)}\n`;
  const header = Buffer.from(`\x93NUMPY\x01\x00\x00\x00${padded}`, 'latin1');
  header.writeUInt16LE(padded.length, 8);
  return Buffer.concat([header, Buffer.from(array.buffer, array.byteOffset, array.byteLength)]);
}
