import type { CSSProperties, ReactNode } from 'react';

/** A table that may be wider than its place: a box that scrolls, also by keyboard where nothing in it takes the focus. */
export function TableScroll({ label, style, children }: { label: string; style?: CSSProperties; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls can be reached by keyboard
    <section className="table-scroll" aria-label={label} tabIndex={0} style={style}>
      {children}
    </section>
  );
}
