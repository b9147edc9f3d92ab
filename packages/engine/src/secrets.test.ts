import { expect, test } from 'vitest';
import { withoutSecrets } from './secrets.ts';

test('a program without need of them is started without tokens, passwords and headers, and with all else', () => {
  const secret = {
    ...{ PASSBAND_TOKEN: 'a', PASSBAND_WORKER_TOKEN: 'b', DATABASE_URL: 'postgres://a:b@c', PGPASSWORD: 'd' },
    ...{ OTEL_EXPORTER_OTLP_HEADERS: 'e', OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'f' },
  };
  const plain = { PATH: '/bin', PASSBAND_PORT: '4000', EMPTY: undefined };
  expect(withoutSecrets({ ...secret, ...plain })).toEqual(plain);
});
