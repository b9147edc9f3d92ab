/** The type of an array's values, from the `descr` of its header. */
export interface NpyType {
  /** u, i, f, b, U, S ...: numpy's letter. */
  kind: string;
  /** Bytes of one value. */
  itemBytes: number;
  littleEndian: boolean;
  /** As numpy calls it: uint8, float32, str. */
  name: string;
}

const NUMERIC: Record<string, string> = { u: 'uint', i: 'int', f: 'float', c: 'complex' };
const OTHERS: Record<string, string> = { b: 'bool', U: 'str', S: 'bytes', O: 'object', V: 'void' };

/** '<f4' is float32. A descr that is not understood keeps its text as its name and has items of no bytes. */
export function npyType(descr: string): NpyType {
  const [, order = '', kind = '', size = ''] = /^([<>|=]?)([a-zA-Z])(\d*)$/.exec(descr) ?? [];
  const units = Number(size);
  const numeric = NUMERIC[kind];
  const name = numeric === undefined ? (OTHERS[kind] ?? descr) : `${numeric}${units * 8}`;
  return { kind, itemBytes: kind === 'U' ? units * 4 : units, littleEndian: order !== '>', name };
}
