interface Runtime {
  name: string;
  available: boolean;
  device: string | null;
  reason: string | null;
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
