import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Built, the dashboard stands behind the Passband server, which answers /graphql and the bytes itself. Only in development
 * does Next's own port pass them on, to PASSBAND_SERVER_URL.
 */
export default function configure(phase: string): NextConfig {
  return {
    poweredByHeader: false,
    reactStrictMode: true,
    devIndicators: false,
    transpilePackages: ['@passband/spectrum'],
    turbopack: { root: repository },
    outputFileTracingRoot: repository,
    ...(phase === PHASE_DEVELOPMENT_SERVER && { rewrites: async () => developmentRewrites() }),
  };
}

function developmentRewrites() {
  const server = process.env.PASSBAND_SERVER_URL ?? 'http://127.0.0.1:4000';
  return ['/graphql', '/graphql/stream', '/images/:path*', '/paths/:path*', '/session', '/uploads/:path*'].map(
    (source) => ({
      source,
      destination: `${server}${source}`,
    }),
  );
}
