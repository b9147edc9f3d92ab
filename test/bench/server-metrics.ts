import { megabytes, rounded } from './row.ts';

/** Resident memory of a server's process. */
export async function residentMegabytes(url: string): Promise<number> {
  return megabytes(await metric(url, 'passband_process_resident_memory_bytes'));
}

/** p99 of the event loop's delay since it was last asked for. */
export async function eventLoopDelayMs(url: string): Promise<number> {
  return rounded(1000 * (await metric(url, 'passband_nodejs_eventloop_lag_p99_seconds')));
}

/** Seconds of the processor that a server's process has taken. */
export function processorSeconds(url: string): Promise<number> {
  return metric(url, 'passband_process_cpu_seconds_total');
}

async function metric(url: string, name: string): Promise<number> {
  const text = await fetch(`${url}/metrics`).then((response) => response.text());
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`/metrics must have ${name}`);
  return Number(value);
}
