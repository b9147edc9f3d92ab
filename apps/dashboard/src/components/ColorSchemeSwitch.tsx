'use client';

import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** Light · Dark. Before anyone chooses, the system's scheme holds; the choice is kept in the browser. */
export function ColorSchemeSwitch({ className }: { className: string | undefined }) {
  const { setColorScheme } = useMantineColorScheme();
  // The server can't know the choice, and what it wrote as pressed would stay so: none is until the page has begun.
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const computed = useComputedColorScheme('light', { getInitialValueInEffect: true });
  const scheme = isInBrowser ? computed : undefined;
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
