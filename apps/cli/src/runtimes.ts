import { describeRuntimes } from '@passband/runtime-onnx';

/** Prints every runtime, best first, with its device or the reason why it is not available. */
export function listRuntimes(): void {
  for (const { name, available, device, reason } of describeRuntimes())
    process.stdout.write(`${name.padEnd(12)} ${available ? `available    ${device}` : `not here     ${reason}`}\n`);
}
