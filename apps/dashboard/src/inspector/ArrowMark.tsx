import type { CSSProperties } from 'react';

/** An arrow to the right, drawn: not every machine has a font that holds one. */
export function ArrowMark({ style }: { style?: CSSProperties }) {
  return (
    <svg width={12} height={9} viewBox="0 0 12 9" aria-hidden="true" fill="none" stroke="currentColor" style={style}>
      <path d="M0.5 4.5H11M7.5 1L11 4.5L7.5 8" strokeWidth={1.2} />
    </svg>
  );
}
