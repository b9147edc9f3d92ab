import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Device files of GPUs on Linux: NVIDIA's, any other's, AMD's for computing, Windows' in its subsystem. */
const DEVICE_FILES = ['/dev/nvidia0', '/dev/dri', '/dev/kfd', '/dev/dxg'];
/** Environment variables that name Vulkan drivers. */
const DRIVER_VARIABLES = ['VK_ICD_FILENAMES', 'VK_DRIVER_FILES', 'VK_ADD_DRIVER_FILES'];
const NVIDIA_FOLDER = '/proc/driver/nvidia/gpus';

interface Driver {
  library: RegExp;
  name: string;
  emulated: boolean;
}

/** Vulkan drivers by the names of their libraries, true ones first. */
const DRIVERS: readonly Driver[] = [
  { library: /nvidia/i, name: 'NVIDIA GPU', emulated: false },
  { library: /vulkan_radeon|amdvlk/i, name: 'AMD GPU', emulated: false },
  { library: /vulkan_intel/i, name: 'Intel GPU', emulated: false },
  { library: /vulkan_dzn/i, name: 'GPU of Windows', emulated: false },
  { library: /swiftshader/i, name: 'SwiftShader, which the processor runs', emulated: true },
  { library: /vulkan_lvp/i, name: 'llvmpipe, which the processor runs', emulated: true },
];

/** A graphics device as it is described. */
export interface GraphicsDevice {
  name: string;
  /** By the processor: slower than the processor by itself. */
  emulated: boolean;
}

/** Whether there may be a WebGPU adapter: on Linux a device file or a driver that the environment names. */
export function mayHaveGraphicsDevice(): boolean {
  return process.platform !== 'linux' || hasDeviceFile() || DRIVER_VARIABLES.some((name) => process.env[name]);
}

/** What runs WebGPU, told by the libraries that were loaded for it. */
export function graphicsDevice(libraries: readonly string[]): GraphicsDevice {
  if (process.platform === 'darwin') return { name: 'GPU by Metal', emulated: false };
  if (process.platform === 'win32') return { name: 'GPU by Direct3D', emulated: false };
  const driver = driverOf(libraries, hasDeviceFile());
  if (!driver) return { name: 'GPU by Vulkan', emulated: false };
  return { name: (driver.name.startsWith('NVIDIA') && nvidiaModel()) || driver.name, emulated: driver.emulated };
}

/**
 * The driver in use among the libraries that are loaded. Drivers of devices that are not there are loaded too: without a
 * device file only an emulated one can be in use.
 */
export function driverOf(libraries: readonly string[], deviceFile: boolean): Driver | undefined {
  return DRIVERS.filter(({ emulated }) => emulated || deviceFile).find(({ library }) =>
    libraries.some((path) => library.test(path)),
  );
}

/** The name of the first NVIDIA GPU, where its driver says it. */
export function nvidiaModel(): string | null {
  try {
    const [first] = readdirSync(NVIDIA_FOLDER).sort();
    if (first === undefined) return null;
    const information = readFileSync(join(NVIDIA_FOLDER, first, 'information'), 'utf8');
    return /^Model:\s*(.+)$/m.exec(information)?.[1]?.trim() ?? null;
  } catch {
    return null;
  }
}

function hasDeviceFile(): boolean {
  return DEVICE_FILES.some((path) => existsSync(path));
}
