'use client';

import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';

/** Light · Dark. Before anyone chooses, the system's scheme holds; the choice is kept in the browser. */
export function ColorSchemeSwitch({ className }: { className: string | undefined }) {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: true });
  return (
    <fieldset className={className} aria-label="Colour scheme">
      <button type="button" aria-pressed={scheme === 'light'} onClick={() => setColorScheme('light')}>
        Light
      </button>
      <span aria-hidden="true">·</span>
      <button type="button" aria-pressed={scheme === 'dark'} onClick={() => setColorScheme('dark')}>
        Dark
      </button>
    </fieldset>
  );
}
