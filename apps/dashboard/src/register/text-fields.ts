/** What a text field says, or why it says nothing that can be used. */
export type Parsed<Value> = { value: Value } | { problem: string };

/** Tags from `augmentation=mixup, epochs=6`: pairs of key and value, parted by commas or lines. A value may hold equal signs. */
export function parseTags(text: string): Parsed<{ key: string; value: string }[]> {
  const tags: { key: string; value: string }[] = [];
  for (const part of partsOf(text)) {
    const at = part.indexOf('=');
    if (at < 1) return { problem: `A tag must read key=value; got “${part}”.` };
    tags.push({ key: part.slice(0, at).trim(), value: part.slice(at + 1).trim() });
  }
  return { value: tags };
}

/** Numbers, one a channel, from `0.49, 0.48, 0.45`; null for an empty field. */
export function parseChannels(text: string): Parsed<number[] | null> {
  const parts = partsOf(text);
  if (parts.length === 0) return { value: null };
  const wrong = parts.find((part) => !Number.isFinite(Number(part)));
  if (wrong !== undefined) return { problem: `Each channel’s value must be a number; got “${wrong}”.` };
  return { value: parts.map(Number) };
}

/** A name for what a file holds: its own without folders and endings. */
export function nameOfFile(fileName: string): string {
  const bare = fileName.split(/[\\/]/).at(-1) ?? '';
  return bare.replace(/(\.tar)?\.[a-z0-9]{1,8}$/i, '') || bare;
}

function partsOf(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
