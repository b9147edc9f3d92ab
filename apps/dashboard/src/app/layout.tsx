import '@fontsource-variable/inter';
import '@mantine/core/styles.layer.css';
import './globals.css';
import { ColorSchemeScript, MantineProvider, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { ApiProvider } from '../api/ApiProvider.tsx';
import { ConnectionNotice } from '../components/ConnectionNotice.tsx';
import { Navigation } from '../components/Navigation.tsx';
import { SessionGate } from '../components/SessionGate.tsx';
import { Keyboard } from '../keyboard/Keyboard.tsx';
import { mantineTheme } from './mantine-theme.ts';

export const metadata: Metadata = {
  title: { default: 'Passband', template: '%s · Passband' },
  description: 'The function frequency of image classifiers: measured, kept and plotted.',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#11161a' },
  ],
};

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" />
      </head>
      <body>
        <MantineProvider theme={mantineTheme} defaultColorScheme="auto">
          <ApiProvider>
            <a className="skip" href="#page">
              Skip to the page
            </a>
            <Navigation />
            <SessionGate>
              <ConnectionNotice />
              <main id="page" tabIndex={-1}>
                {children}
              </main>
              <Keyboard />
            </SessionGate>
          </ApiProvider>
        </MantineProvider>
      </body>
    </html>
  );
}
