import { type MantineColorScheme, type MantineColorSchemeManager, MantineProvider } from '@mantine/core';
import { renderToString } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { ColorSchemeSwitch } from './ColorSchemeSwitch.tsx';

function keeping(scheme: MantineColorScheme): MantineColorSchemeManager {
  const nothing = () => undefined;
  return { get: () => scheme, set: nothing, subscribe: nothing, unsubscribe: nothing, clear: nothing };
}

const firstRendered = (scheme: MantineColorScheme) =>
  renderToString(
    <MantineProvider colorSchemeManager={keeping(scheme)} defaultColorScheme="auto">
      <ColorSchemeSwitch className={undefined} />
    </MantineProvider>,
  ).replace(/<style.*<\/style>/s, '');

describe('the switch of colour schemes', () => {
  test('marks none before the browser says what was chosen: React keeps the attributes that a server wrote', () => {
    const onServer = firstRendered('auto');
    expect(onServer.match(/aria-pressed="false"/g)).toHaveLength(2);
    expect(firstRendered('dark')).toBe(onServer);
    expect(firstRendered('light')).toBe(onServer);
  });
});
