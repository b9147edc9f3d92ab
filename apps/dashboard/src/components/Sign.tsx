const shapes = {
  dot: <circle r={3.4} fill="currentColor" />,
  ring: <circle r={3.2} fill="none" stroke="currentColor" strokeWidth={1.4} />,
  check: <path d="M-4 0.2L-1.2 3L4-3.2" fill="none" stroke="currentColor" strokeWidth={1.6} />,
  cross: <path d="M-3.2-3.2L3.2 3.2M3.2-3.2L-3.2 3.2" stroke="currentColor" strokeWidth={1.6} />,
  dash: <path d="M-3.5 0H3.5" stroke="currentColor" strokeWidth={1.6} />,
  menu: <path d="M-5-3.5H5M-5 0H5M-5 3.5H5" stroke="currentColor" strokeWidth={1.4} />,
  none: null,
};

/** A sign beside a word, drawn: not every font has it as a letter. */
export function Sign({ shape }: { shape: keyof typeof shapes }) {
  return (
    <svg width={11} height={11} viewBox="-5.5 -5.5 11 11" aria-hidden="true" style={{ verticalAlign: -1 }}>
      {shapes[shape]}
    </svg>
  );
}
