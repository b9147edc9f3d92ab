const DAY_MS = 86_400_000;

/** How long a token may hold. */
export const EXPIRIES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
  { value: '', label: 'no end' },
] as const;

/** When a token stops to hold that is made at `now`, in milliseconds, for so many days; null for no end. */
export function expiresAfter(days: string, now: number): string | null {
  return days === '' ? null : new Date(now + Number(days) * DAY_MS).toISOString();
}
