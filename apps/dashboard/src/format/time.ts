const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const date = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** 14:02:31, in the reader's time zone. */
export function clockTime(time: number | string): string {
  return clock.format(new Date(time));
}

/** 23 Nov 2026, 14:02, in the reader's time zone. */
export function dateTime(time: number | string): string {
  return date.format(new Date(time));
}

/** `8 s`, `3 min`, `2 h`: rounded to what is worth saying. */
export function seconds(milliseconds: number): string {
  const value = Math.max(0, Math.round(milliseconds / 1000));
  if (value < 90) return `${value} s`;
  if (value < 90 * 60) return `${Math.round(value / 60)} min`;
  return `${Math.round(value / 3600)} h`;
}
