/** The values of a Float32Base64: float32, little endian. */
export function decodeFloat32(base64: string): Float32Array {
  const text = atob(base64);
  if (text.length % 4 !== 0)
    throw new RangeError(`packed values must come in groups of 4 bytes; got ${text.length} bytes`);
  const view = new DataView(new ArrayBuffer(text.length));
  for (let i = 0; i < text.length; i++) view.setUint8(i, text.charCodeAt(i));
  return Float32Array.from({ length: text.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}
