'use client';

import type * as Plot from '@observablehq/plot';
import { type KeyboardEvent, useCallback, useRef, useState } from 'react';
import { nextPlace, type Place } from '../plots/walk.ts';
import type { DrawnPlot } from './PlotView.tsx';

/** What a row has on the x scale and on the y scale. */
type Values = readonly [x: number | string, y: number | string];

/**
 * Lets the arrow keys do what the pointer does: the plot's own tooltip appears at the mark that they lead to, and its text is
 * announced. `hold` takes a plot when it is drawn, with its rows and their values on its two scales; where marks lie beside
 * those, `beside` says by how many pixels. `figure` goes to the Figure. Enter opens the row it stands on, where there is
 * something to open.
 */
export function useWalk<Row>(describe: (row: Row) => string, open?: (row: Row) => void) {
  const held = useRef<{ plot: DrawnPlot; rows: readonly Row[]; places: readonly Place[] }>(undefined);
  const current = useRef<number>(undefined);
  const [announced, setAnnounced] = useState('');
  const hold = useCallback(
    (
      plot: DrawnPlot,
      rows: readonly Row[],
      valuesOf: (row: Row) => Values,
      beside?: (row: Row) => Place,
    ): DrawnPlot => {
      const [x, y] = [plot.scale('x'), plot.scale('y')];
      const places = rows.map((row): Place => {
        const [across, up] = valuesOf(row);
        const [dx, dy] = beside?.(row) ?? [0, 0];
        return [scaled(x, across) + dx, scaled(y, up) + dy];
      });
      held.current = { plot, rows, places };
      return plot;
    },
    [],
  );
  const leave = () => {
    current.current = undefined;
    if (held.current !== undefined) point(held.current.plot, 'pointerleave', [0, 0]);
  };
  const enter = () => {
    const row = current.current === undefined ? undefined : held.current?.rows[current.current];
    if (row !== undefined) open?.(row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return leave();
    if (event.key === 'Enter') return enter();
    if (!event.key.startsWith('Arrow') || held.current === undefined) return;
    event.preventDefault();
    const { plot, rows, places } = held.current;
    const next = nextPlace(places, current.current, event.key);
    const place = next === undefined ? undefined : places[next];
    const row = next === undefined ? undefined : rows[next];
    if (place === undefined || row === undefined) return;
    current.current = next;
    point(plot, 'pointermove', place);
    setAnnounced(describe(row).replaceAll('\n', ', '));
  };
  return { hold, figure: { onKeyDown, onBlur: leave, announced } };
}

function point(plot: DrawnPlot, type: 'pointermove' | 'pointerleave', [x, y]: Place): void {
  const { left, top } = plot.getBoundingClientRect();
  plot.dispatchEvent(new PointerEvent(type, { clientX: left + x, clientY: top + y, pointerType: 'mouse' }));
}

/** Where a value lies on a scale of a drawn plot: the middle of its band on band scales. */
function scaled(scale: Plot.Scale | undefined, value: number | string): number {
  const position: unknown = scale?.apply(value);
  return typeof position === 'number' ? position + (scale?.bandwidth ?? 0) / 2 : 0;
}
