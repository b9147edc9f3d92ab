'use client';

import { useCallback, useState } from 'react';
import { watchWidth } from './watch-width.ts';

/** A ref callback, and the width of the element it is given in whole CSS pixels: 0 until the element is laid out. */
export function useWidth(): [(element: HTMLElement | null) => (() => void) | undefined, number] {
  const [width, setWidth] = useState(0);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    return watchWidth(
      () => Math.floor(element.getBoundingClientRect().width),
      setWidth,
      (changed) => {
        const observer = new ResizeObserver(changed);
        observer.observe(element);
        // The observer reports with a frame; a page in the background, or on a busy machine, may have none for long.
        const events = ['resize', 'load', 'pageshow', 'focus'] as const;
        for (const type of events) window.addEventListener(type, changed);
        return () => {
          observer.disconnect();
          for (const type of events) window.removeEventListener(type, changed);
        };
      },
    );
  }, []);
  return [ref, width];
}
