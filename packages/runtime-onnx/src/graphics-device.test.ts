import { expect, test } from 'vitest';
import { driverOf } from './graphics-device.ts';

const SWIFT = '/opt/libvk_swiftshader.so';
const LLVMPIPE = '/usr/lib/libvulkan_lvp.so';
const INTEL = '/usr/lib/libvulkan_intel.so';
const NVIDIA = '/usr/lib/libGLX_nvidia.so.0';

test.each<[string, string[], boolean, string | undefined]>([
  [
    'a driver that the processor runs, alone',
    ['/lib/libc.so.6', SWIFT],
    false,
    'SwiftShader, which the processor runs',
  ],
  ['the same, named on a machine with a GPU', [SWIFT], true, 'SwiftShader, which the processor runs'],
  ['all drivers of Mesa without a GPU', [INTEL, LLVMPIPE], false, 'llvmpipe, which the processor runs'],
  ['all drivers of Mesa with a GPU', [LLVMPIPE, INTEL], true, 'Intel GPU'],
  ['an NVIDIA GPU', [NVIDIA, LLVMPIPE], true, 'NVIDIA GPU'],
  ['an unknown driver', ['/usr/lib/libvulkan_new.so'], true, undefined],
])('%s', (_, libraries, deviceFile, name) => {
  expect(driverOf(libraries, deviceFile)?.name).toBe(name);
});
