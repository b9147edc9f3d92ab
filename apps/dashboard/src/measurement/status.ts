/** States in which nothing changes any more. */
export function isFinal(status: string): boolean {
  return status !== 'QUEUED' && status !== 'RUNNING';
}

export function canRetry(status: string): boolean {
  return status === 'FAILED' || status === 'CANCELLED';
}

const methods: Record<string, string> = {
  PATH_SPECTRUM: 'Path spectrum',
  EVALUATION: 'Evaluation',
  NOISE_FITTING: 'Noise fitting',
  FOURIER_HEAT_MAP: 'Fourier heat map',
  JACOBIAN_NORM: 'Jacobian norm',
};

/** A method's name; one that this page does not know is printed as it came. */
export function methodName(method: string): string {
  return methods[method] ?? method;
}

/** Share of the work that is done, from 0 to 1; a total of 0 is nothing done. */
export function shareDone(progress: { done: number; total: number }, status: string): number {
  if (status === 'SUCCEEDED') return 1;
  return progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
}

/** The queue from what is worked on to what ended: running, then waiting (first come first), then ended (latest first). */
export function queueOrder<T extends { status: string; createdAt: string }>(measurements: readonly T[]): T[] {
  const rank = (status: string) => (status === 'RUNNING' ? 0 : status === 'QUEUED' ? 1 : 2);
  return [...measurements].sort((a, b) => {
    const byRank = rank(a.status) - rank(b.status);
    if (byRank !== 0) return byRank;
    const byTime = a.createdAt.localeCompare(b.createdAt);
    return rank(a.status) === 2 ? -byTime : byTime;
  });
}

/** A queue in its order with only the first `most` of those that wait, and the one that is shown, wherever it stands. */
export function shortQueue<T extends { id: string; status: string }>(
  queue: readonly T[],
  shown: string | null,
  most: number,
): T[] {
  const waiting = queue.filter((item) => item.status === 'QUEUED');
  const kept = new Set(waiting.slice(0, most));
  return queue.filter((item) => item.status !== 'QUEUED' || kept.has(item) || item.id === shown);
}

/** A list with one of its measurements replaced by what changed, or that one put first where it is new. */
export function withChange<T extends { id: string }>(list: readonly T[], changed: T): T[] {
  return list.some((item) => item.id === changed.id)
    ? list.map((item) => (item.id === changed.id ? changed : item))
    : [changed, ...list];
}
