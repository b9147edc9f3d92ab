// Preloaded into a process that is measured: writes the peak of its resident memory, in bytes, when it ends. VmHWM is this
// program's alone; maxRSS also counts what the process was before it became this program.
import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const { PASSBAND_BENCH_PEAK_FILE: file } = process.env;
if (file && isMainThread) process.on('exit', () => writeFileSync(file, String(1024 * peakKilobytes())));

function peakKilobytes() {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
