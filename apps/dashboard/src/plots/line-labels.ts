import { type Box, labelWidth, overlaps } from './labels.ts';
import type { Place } from './walk.ts';

/** A drawn line with its name, points from left to right in pixels. */
export interface NamedLine {
  name: string;
  places: readonly Place[];
}

export interface LineLabel {
  /** Index of the line. */
  line: number;
  /** Middle of the text. */
  x: number;
  y: number;
}

const lineHeight = 15;
const ownGap = 3;
/** A label nearer than this to another line could be read as that one's. */
const otherGap = 9;
/** More room than this makes a label no clearer. */
const enough = 45;
const positions = 40;

/**
 * Direct labels between the lines that they name: beside its own, clear of every other and of what is `taken`. Of the places
 * that are free the one with most room. Undefined where one of them has no place; they then go into the margin.
 */
export function labelsOnLines(
  lines: readonly NamedLine[],
  frame: Box,
  taken: readonly Box[] = [],
): LineLabel[] | undefined {
  const boxes: Box[] = [...taken];
  const labels: LineLabel[] = [];
  // Those with the fewest places choose first.
  const order = lines
    .map((line, index) => ({ index, free: candidates(index, lines, frame).length, name: line.name }))
    .sort((a, b) => a.free - b.free);
  for (const { index } of order) {
    const found = candidates(index, lines, frame)
      .filter(({ box }) => !boxes.some((other) => overlaps(box, other)))
      .sort((a, b) => b.room - a.room)[0];
    if (!found) return undefined;
    boxes.push(found.box);
    labels.push({ line: index, x: (found.box.left + found.box.right) / 2, y: (found.box.top + found.box.bottom) / 2 });
  }
  return labels.sort((a, b) => a.line - b.line);
}

/** Boxes above and below a line that no line crosses, with the room to the others. */
function candidates(index: number, lines: readonly NamedLine[], frame: Box): { box: Box; room: number }[] {
  const line = lines[index];
  const width = labelWidth(line?.name ?? '') + 4;
  const found: { box: Box; room: number }[] = [];
  for (let k = 0; k <= positions; k++) {
    const left = frame.left + ((frame.right - frame.left - width) * k) / positions;
    const right = left + width;
    const own = line && spanOf(line.places, left, right);
    if (!own) continue;
    for (const top of [own.top - ownGap - lineHeight, own.bottom + ownGap]) {
      const box = { left, right, top, bottom: top + lineHeight };
      if (box.top < frame.top || box.bottom > frame.bottom) continue;
      const room = roomAround(box, index, lines);
      if (room >= otherGap) found.push({ box, room: Math.min(room, enough) });
    }
  }
  return found;
}

/** Vertical distance from a box to the nearest other line above or below it; negative where one crosses it. */
function roomAround(box: Box, index: number, lines: readonly NamedLine[]): number {
  let room = Number.POSITIVE_INFINITY;
  for (const [k, { places }] of lines.entries()) {
    const span = k === index ? undefined : spanOf(places, box.left, box.right);
    if (span) room = Math.min(room, Math.max(box.top - span.bottom, span.top - box.bottom));
  }
  return room;
}

/** Highest and lowest place of a line between two x, its ends there included; undefined where it does not reach there. */
function spanOf(places: readonly Place[], left: number, right: number): { top: number; bottom: number } | undefined {
  const inside = places.filter(([x]) => x > left && x < right).map(([, y]) => y);
  const all = [yAt(places, left), ...inside, yAt(places, right)].filter((y) => y !== undefined);
  return all.length < 2 ? undefined : { top: Math.min(...all), bottom: Math.max(...all) };
}

function yAt(places: readonly Place[], x: number): number | undefined {
  const after = places.findIndex(([at]) => at >= x);
  const [b, a] = [places[after], places[after - 1]];
  if (!b) return undefined;
  if (!a) return b[0] === x ? b[1] : undefined;
  return a[1] + ((x - a[0]) / (b[0] - a[0])) * (b[1] - a[1]);
}
