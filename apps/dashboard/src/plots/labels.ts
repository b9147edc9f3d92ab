/**
 * Places of labels along one side: each as near to its anchor as can be while neighbours stay `spacing` apart, in the order of
 * the anchors, between `low` and `high`. Least squares (pool adjacent violators). Undefined when they do not fit.
 */
export function spreadLabels(
  anchors: readonly number[],
  spacing: number,
  low: number,
  high: number,
): number[] | undefined {
  if (anchors.length === 0) return [];
  const room = high - low - spacing * (anchors.length - 1);
  if (room < 0) return undefined;
  const order = anchors.map((_, index) => index).sort((a, b) => anchors[a]! - anchors[b]! || a - b);
  // Without the gaps between them, labels only have to keep their order: isotonic regression.
  const blocks: { sum: number; size: number }[] = [];
  for (const [place, index] of order.entries()) {
    let block = { sum: anchors[index]! - place * spacing, size: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.size >= block.sum / block.size; last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, size: last.size + block.size };
      blocks.pop();
    }
    blocks.push(block);
  }
  const places: number[] = new Array(anchors.length);
  let place = 0;
  for (const { sum, size } of blocks) {
    const start = Math.min(Math.max(sum / size, low), low + room);
    for (let k = 0; k < size; k++, place++) places[order[place]!] = start + place * spacing;
  }
  return places;
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Width of a direct label (12 px, 650) in pixels, estimated a little wide. */
export function labelWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += /[ilj.,'|()tfr ]/.test(letter) ? 4.4 : /[mwMW—%]/.test(letter) ? 10.6 : 7.2;
  return width;
}

export interface PlacedLabel {
  text: string;
  index: number;
  x: number;
  y: number;
  align: 'start' | 'end';
  /** From the mark to the label, where they do not touch. */
  leader?: readonly (readonly [number, number])[];
}

interface LabelRequest {
  text: string;
  /** Of the mark it names, in pixels. */
  x: number;
  y: number;
}

const lineHeight = 15;
const gap = 8;

/**
 * Direct labels: beside the mark where they touch neither a mark nor another label, else in the right margin with a leader.
 * Nothing (no labels at all) when the margin can't hold what is left.
 */
export function placeLabels(requests: readonly LabelRequest[], marks: readonly Box[], frame: Box): PlacedLabel[] {
  const placed: (PlacedLabel | undefined)[] = requests.map(() => undefined);
  const taken: Box[] = [...marks];
  const crowded: number[] = [];
  for (const [index, request] of requests.entries()) {
    const width = labelWidth(request.text);
    const beside = [
      { align: 'start' as const, x: request.x + gap, left: request.x + gap, right: request.x + gap + width },
      { align: 'end' as const, x: request.x - gap, left: request.x - gap - width, right: request.x - gap },
    ].find(({ left, right }) => {
      const box = { left, right, top: request.y - lineHeight / 2, bottom: request.y + lineHeight / 2 };
      const inside = left >= frame.left && right <= frame.right;
      if (!inside || taken.some((other) => overlaps(box, other))) return false;
      taken.push(box);
      return true;
    });
    if (beside) placed[index] = { text: request.text, index, x: beside.x, y: request.y, align: beside.align };
    else crowded.push(index);
  }
  const places = spreadLabels(
    crowded.map((index) => requests[index]!.y),
    lineHeight,
    frame.top + lineHeight / 2,
    frame.bottom - lineHeight / 2,
  );
  if (!places) return [];
  for (const [k, index] of crowded.entries()) {
    const { x, y, text } = requests[index]!;
    const place = places[k]!;
    const leader = [
      [x, y],
      [Math.max(x, frame.right - 4), y],
      [frame.right + 14, place],
      [frame.right + 22, place],
    ] as const;
    placed[index] = { text, index, x: frame.right + 25, y: place, align: 'start', leader };
  }
  return placed.filter((label) => label !== undefined);
}

/** A text of at most so many letters, cut where it is longer. */
export function shortened(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
}

/** A text in lines of at most so many letters, broken between words; a longer word has a line alone. */
export function linesOf(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
