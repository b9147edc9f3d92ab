/**
 * Reports an element's width, as `measure` reads it, at once, and again after every change that `observe` tells of. The width is read when it is
 * needed, never taken from the report of a change: reports are queued, and the layout may be another by then. A hidden
 * element, of width 0, keeps the width it had. Returns what ends it.
 */
export function watchWidth(
  measure: () => number,
  report: (width: number) => void,
  observe: (changed: () => void) => () => void,
): () => void {
  let known = 0;
  const read = () => {
    const width = measure();
    if (width === 0 || width === known) return;
    known = width;
    report(width);
  };
  read();
  return observe(read);
}
