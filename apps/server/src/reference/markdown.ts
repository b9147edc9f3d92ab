/** Text as it stands in a cell of a table or a paragraph of Markdown: one line, nothing in it that Markdown reads. */
export function escaped(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\|<>*[\]]/g, '\\$&')
    .trim();
}

/** Rows under a head, as a table; nothing of no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  return [row(head), row(head.map(() => '---')), ...rows.map(row), ''];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`.replaceAll(/ {2,}/g, ' ');
}

/** Blocks of lines as a file. */
export function page(...blocks: readonly (readonly string[])[]): string {
  return `${blocks.flat().join('\n').trim()}\n`;
}
