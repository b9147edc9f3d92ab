export interface Runtime {
  name: string;
  available: boolean;
  device: string | null;
  reason: string | null;
}

/** How the names of a format's runtimes begin. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  ONNX: ['onnx/'],
  TF_SAVED_MODEL: ['tensorflow/'],
  TFJS_GRAPH: ['tensorflow/', 'tfjs/'],
  TFJS_LAYERS: ['tensorflow/', 'tfjs/'],
};

/** Networks are trained by the runtimes of these files, which is what they become. */
export const TRAINED_FORMAT = 'TFJS_LAYERS';

/** The runtimes that evaluate files of a format; all while none is chosen. */
export function runtimesOf<T extends Runtime>(runtimes: readonly T[], format: string | null): T[] {
  const families = format === null ? undefined : FAMILIES[format];
  return runtimes.filter(({ name }) => families?.some((family) => name.startsWith(family)) ?? true);
}

/** auto with what it would take, then every runtime; those that can't run can't be chosen. */
export function runtimeChoices(runtimes: readonly Runtime[]): { value: string; label: string; disabled: boolean }[] {
  const first = runtimes.find((runtime) => runtime.available);
  return [
    { value: 'auto', label: first === undefined ? 'auto' : `auto: ${first.name}`, disabled: false },
    ...runtimes.map(({ name, available, device }) => ({
      value: name,
      label: available ? (device === null ? name : `${name}, ${device}`) : `${name} (not available)`,
      disabled: !available,
    })),
  ];
}

/** Why what can't run can't: one sentence a runtime. */
export function unavailableWords(runtimes: readonly Runtime[]): string {
  return runtimes
    .filter((runtime) => !runtime.available)
    .map(({ name, reason }) => `${name}: ${(reason ?? 'not available').replace(/\.$/, '')}.`)
    .join(' ');
}
