'use client';

import { type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { nearest } from './hover.ts';
import { simplified } from './lasso.ts';
import classes from './ScatterFigure.module.css';

type Corner = readonly [x: number, y: number];

interface ScatterOverlayProps {
  size: { width: number; height: number };
  places: readonly { x: number; y: number }[];
  /** Index of the point that is ringed; −1 for none. */
  at: number;
  /** The selected area of this figure, in pixels. */
  area: readonly Corner[] | undefined;
  onArea: (corners: readonly Corner[], done: boolean) => void;
  onHover: (index: number | undefined) => void;
  /** With the shift key a point is added to Compare. */
  onOpen: (index: number, adds: boolean) => void;
  tooltip: ReactNode;
}

/** How far the pointer moves before a press is a drag. */
const dragPixels = 5;

/** Rings the point under the pointer, opens it on a click, and takes a drag as a lasso; with alt held, as a rectangle. */
export function ScatterOverlay(props: ScatterOverlayProps) {
  const { size, places, at, area, onArea, onHover, onOpen, tooltip } = props;
  const [inside, setInside] = useState(false);
  const [drawing, setDrawing] = useState<readonly Corner[]>();
  const drag = useRef<{ path: Corner[]; moved: boolean } | undefined>(undefined);
  const place = places[at];

  function move(event: PointerEvent) {
    const point = placeOf(event);
    setInside(true);
    const started = drag.current;
    if (!started) return onHover(nearest(places, { x: point[0], y: point[1] }));
    const [first] = started.path;
    if (first && Math.hypot(point[0] - first[0], point[1] - first[1]) > dragPixels) started.moved = true;
    started.path.push(point);
    if (!started.moved) return;
    const corners = cornersOf(started.path, event.altKey);
    setDrawing(corners);
    if (corners.length > 2) onArea(corners, false);
  }

  function end(event: PointerEvent) {
    const started = drag.current;
    drag.current = undefined;
    setDrawing(undefined);
    if (!started?.moved) return;
    const corners = cornersOf(started.path, event.altKey);
    if (corners.length > 2) onArea(corners, true);
  }

  const shown = drawing ?? area;
  return (
    // The keyboard's way to the same is on the figure itself.
    <div
      className={classes.overlay}
      data-over={place !== undefined}
      onPointerDown={(event) => {
        // A finger scrolls the page.
        if (event.button !== 0 || event.pointerType === 'touch') return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { path: [placeOf(event)], moved: false };
      }}
      onPointerMove={move}
      onPointerUp={(event) => {
        const moved = drag.current?.moved ?? false;
        end(event);
        if (!moved && place) onOpen(at, event.shiftKey);
      }}
      onPointerCancel={end}
      onPointerLeave={() => {
        setInside(false);
        onHover(undefined);
      }}
    >
      <svg width={size.width} height={size.height} aria-hidden="true" data-overlay="true">
        {shown && shown.length > 2 && <polygon className={classes.area} points={shown.map(String).join(' ')} />}
        {place && (
          <>
            <circle cx={place.x} cy={place.y} r={8} fill="none" stroke="var(--background)" strokeWidth={4} />
            <circle cx={place.x} cy={place.y} r={8} fill="none" stroke="var(--ink)" strokeWidth={1.6} />
          </>
        )}
      </svg>
      {place && inside && drawing === undefined && (
        <div
          className={classes.tooltip}
          style={{
            top: place.y > size.height / 2 ? place.y - 72 : place.y + 16,
            ...(place.x > size.width / 2 ? { right: size.width - place.x } : { left: place.x }),
          }}
        >
          {tooltip}
        </div>
      )}
    </div>
  );
}

function placeOf(event: PointerEvent): Corner {
  const box = event.currentTarget.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

/** The drawn line closed, or the rectangle between its ends. */
function cornersOf(path: readonly Corner[], isRectangle: boolean): Corner[] {
  const [first] = path;
  const last = path.at(-1);
  if (!isRectangle || !first || !last) return simplified(path);
  return [first, [last[0], first[1]], last, [first[0], last[1]]];
}
