import { linearTicks } from './axis.ts';
import { type ClassRun, changesOf, segmentsOf } from './class-runs.ts';
import type { PathAxis } from './path-axis.ts';

/** One model along a path: its ribbon, and its curves where they are kept. */
export interface PanelRecord {
  runs: readonly ClassRun[];
  curves: readonly { class: ClassRun['class']; probability: readonly number[] }[] | null;
}

/** Horizontal measures that strip, ribbons and curves share, in CSS pixels. */
export interface PathFrame {
  left: number;
  right: number;
  /** Where a sample lies, also between two of them. */
  x: (sample: number) => number;
  /** The place on the axis under a pixel. */
  invert: (pixel: number) => number;
}

interface RibbonPart {
  class: ClassRun['class'];
  left: number;
  right: number;
  /** Whether its name fits above it. */
  named: boolean;
}

interface PanelPlace {
  top: number;
  /** Lines of the head: what the panel is and what it says. */
  headLines: number;
  ribbon: number;
  /** Of the frame of the curves. */
  plotTop: number;
  plotBottom: number;
}

export interface StripPlace {
  /** The sample at the middle of each picture, and its left side. */
  pictures: { sample: number; x: number }[];
  size: number;
  top: number;
}

export interface PathLayout {
  frame: PathFrame;
  strip: StripPlace;
  panels: PanelPlace[];
  height: number;
}

const margin = { left: 34, right: 104 };
const stripTop = 18;
const axisHeight = 38;
const ribbonHeight = 5;

/** Where everything of the figure lies at this width, for a path of so many samples. */
export function pathLayout(axis: PathAxis, samples: number, panels: number, width: number): PathLayout {
  const frame = frameOf(axis, width);
  const strip = stripOf(frame, axis, samples);
  const headLines = width < 640 ? 2 : 1;
  const plotHeight = panels === 1 ? 210 : 118;
  let top = strip.top + strip.size + 14;
  const places = Array.from({ length: panels }, () => {
    const ribbon = top + headLines * 17 + 17;
    const place = { top, headLines, ribbon, plotTop: ribbon + ribbonHeight + 3, plotBottom: ribbon + 8 + plotHeight };
    top = place.plotBottom + 16;
    return place;
  });
  return { frame, strip, panels: places, height: top - 16 + axisHeight };
}

function frameOf(axis: PathAxis, width: number): PathFrame {
  const right = Math.max(margin.left + 40, width - margin.right);
  const scale = (right - margin.left) / (axis.end || 1);
  return {
    left: margin.left,
    right,
    x: (sample) => Math.min(right, Math.max(margin.left, margin.left + axis.at(sample) * scale)),
    invert: (pixel) => (pixel - margin.left) / scale,
  };
}

/** Pictures side by side, about 66 px wide, each of the sample that lies at its middle. */
function stripOf(frame: PathFrame, axis: PathAxis, samples: number): StripPlace {
  const across = frame.right - frame.left;
  const count = Math.max(1, Math.min(samples, Math.round(across / 66)));
  const each = across / count;
  const size = Math.min(84, each);
  const spacing = axis.at(1) - axis.at(0);
  const pictures = Array.from({ length: count }, (_, k) => {
    const middle = frame.left + (k + 0.5) * each;
    const sample = Math.min(samples - 1, Math.max(0, Math.round(frame.invert(middle) / spacing)));
    return { sample, x: middle - size / 2 };
  });
  return { pictures: samples === 0 ? [] : pictures, size, top: stripTop };
}

/** The ribbon's parts in pixels: each from half a sample before its first to half a one behind its last. */
export function ribbonParts(runs: readonly ClassRun[], frame: PathFrame): RibbonPart[] {
  const segments = segmentsOf(runs);
  return segments.map(({ class: of, first, last }, k) => {
    const left = k === 0 ? frame.left : frame.x(first - 0.5);
    const right = k === segments.length - 1 ? frame.right : frame.x(last + 0.5);
    return { class: of, left, right, named: right - left >= of.name.length * 6.4 + 4 };
  });
}

/** Where the dashed lines stand. */
export function changePlaces(runs: readonly ClassRun[], frame: PathFrame): number[] {
  return changesOf(runs).map(({ at }) => frame.x(at));
}

/** Where a probability lies, from 0 at the bottom to 1 at the top. */
export function probabilityPlace({ plotTop, plotBottom }: PanelPlace, probability: number): number {
  return plotBottom - probability * (plotBottom - plotTop);
}

/** The outline of a curve, for the attribute d of an svg path. */
export function curvePath(probability: readonly number[], place: PanelPlace, frame: PathFrame): string {
  return probability
    .map((value, k) => `${k === 0 ? 'M' : 'L'}${frame.x(k).toFixed(1)} ${probabilityPlace(place, value).toFixed(1)}`)
    .join('');
}

/** Classes and their probabilities at a sample, highest first. */
export function valuesAt(curves: PanelRecord['curves'], sample: number): { class: ClassRun['class']; value: number }[] {
  return (curves ?? [])
    .map((curve) => ({ class: curve.class, value: curve.probability[sample] ?? Number.NaN }))
    .sort((a, b) => b.value - a.value);
}

/** Round numbers along the axis, about one every 90 px. */
export function pathTicks(axis: PathAxis, frame: PathFrame): { x: number; label: string }[] {
  const count = Math.max(2, Math.floor((frame.right - frame.left) / 90));
  const scale = (frame.right - frame.left) / (axis.end || 1);
  return linearTicks(0, axis.end, count).map(({ value, label }) => ({ x: frame.left + value * scale, label }));
}
