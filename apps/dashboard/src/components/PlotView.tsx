'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { FigureTheme } from '../plots/theme.ts';
import { useFigureTheme } from './use-figure-theme.ts';
import { useWidth } from './use-width.ts';

/** What Observable Plot returns: the drawn element, and its scales for what lies above it. */
export type DrawnPlot = ReturnType<typeof import('@observablehq/plot')['plot']>;

/** Draws at the width there is. Keep its identity (useCallback) while the data stay the same. */
export type Draw = (size: { width: number; height: number; theme: FigureTheme }) => DrawnPlot;

interface PlotViewProps {
  /** In CSS pixels, or by the width there is; kept also before anything is drawn, so that nothing jumps. */
  height: number | ((width: number) => number);
  draw: Draw;
  /** Lies above the plot with its coordinates: rings, tooltips, pointer areas. */
  overlay?: (plot: DrawnPlot, size: { width: number; height: number }) => ReactNode;
}

/** Puts a plot into the page and draws it again when width, theme or data change. */
export function PlotView({ height: asked, draw, overlay }: PlotViewProps) {
  const [ref, width] = useWidth();
  const host = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<DrawnPlot>();
  const theme = useFigureTheme();
  const height = typeof asked === 'number' ? asked : asked(width);
  useEffect(() => {
    if (width === 0 || !host.current) return;
    const drawn = draw({ width, height, theme });
    host.current.replaceChildren(drawn);
    setPlot(() => drawn);
  }, [draw, width, height, theme]);
  return (
    <div ref={ref} style={{ position: 'relative', height, minWidth: 0 }}>
      {/* The figure around it has its name and description; Plot's own labels say only what a mark is drawn as. */}
      <div ref={host} aria-hidden="true" />
      {plot && overlay?.(plot, { width, height })}
    </div>
  );
}
