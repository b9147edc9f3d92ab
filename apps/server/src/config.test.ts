import { describe, expect, it } from 'vitest';
import { isLoopback, readServerConfig } from './config.ts';

describe('configuration', () => {
  it('has the documented defaults', () => {
    const config = readServerConfig({}, []);
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      token: null,
      workerToken: null,
      databaseUrl: null,
      dashboardUrl: null,
      allowedHosts: [],
      uploadMaximumBytes: 53_687_091_200,
      copiesMaximumBytes: 53_687_091_200,
      demo: null,
    });
    expect(config.dataFolder).toMatch(/\.passband$/);
  });
  it('reads empty as left out, and splits the allowed hosts', () => {
    const config = readServerConfig(
      { DATABASE_URL: '', PASSBAND_DASHBOARD_URL: '', PASSBAND_ALLOWED_HOSTS: 'A.lab, b.lab:80' },
      ['--demo'],
    );
    expect(config).toMatchObject({
      databaseUrl: null,
      dashboardUrl: null,
      allowedHosts: ['a.lab', 'b.lab:80'],
      demo: 'whole',
    });
  });
  it.each([
    [{ PASSBAND_PORT: 'http' }, /PASSBAND_PORT must be a port, 0 to 65535; got "http"/],
    [{ PASSBAND_PORT: '70000' }, /PASSBAND_PORT/],
    [{ PASSBAND_DASHBOARD_URL: 'nowhere' }, /PASSBAND_DASHBOARD_URL must be an address/],
    [{ PASSBAND_UPLOAD_MAXIMUM_BYTES: '1 GB' }, /BYTES must be a whole number of bytes from 1; got "1 GB"/],
    [{ PASSBAND_UPLOAD_MAXIMUM_BYTES: '0' }, /PASSBAND_UPLOAD_MAXIMUM_BYTES must be a whole number of bytes from 1/],
    [{ PASSBAND_LOG_LEVEL: 'loud' }, /PASSBAND_LOG_LEVEL must be one of/],
    [
      { PASSBAND_HOST: '0.0.0.0' },
      /PASSBAND_TOKEN must be set where PASSBAND_HOST is not this machine's own address; PASSBAND_HOST is 0.0.0.0/,
    ],
  ])('refuses %o', (env, message) => {
    expect(() => readServerConfig(env, [])).toThrow(message);
  });
  it.each([
    ['PASSBAND_TOKEN', 'two words', '" " as character 4'],
    ['PASSBAND_TOKEN', 'schlüssel', '"ü" as character 5'],
    ['PASSBAND_TOKEN', 'a\tb', '"\\t" as character 2'],
    ['PASSBAND_WORKER_TOKEN', 'worker🔑', '"🔑" as character 7'],
  ])('refuses a %s that no header carries, and does not tell it', (name, token, got) => {
    const asked = () => readServerConfig({ [name]: token }, []);
    expect(asked).toThrow(
      `${name} must be of letters, digits and signs of ASCII, without spaces, for a header to carry it; got ${got}`,
    );
    expect(asked).not.toThrow(token);
  });
  it('takes every character that a header carries as it is', () => {
    const token = String.fromCharCode(...Array.from({ length: 94 }, (_, k) => 33 + k));
    expect(readServerConfig({ PASSBAND_TOKEN: ` ${token}\n` }, []).token).toBe(token);
  });
  it('lets a token open other addresses, and knows no other argument', () => {
    expect(readServerConfig({ PASSBAND_HOST: '0.0.0.0', PASSBAND_TOKEN: 'x' }, []).host).toBe('0.0.0.0');
    expect(() => readServerConfig({}, ['--port'])).toThrow(
      /takes the arguments --demo and --quick-demo only; got --port/,
    );
  });
  it('knows this machine by its loopback names only', () => {
    for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '::1', '[::1]']) expect(isLoopback(host)).toBe(true);
    for (const host of ['0.0.0.0', '::', '10.0.0.1', 'example.org', '127.0.0.1.example.org', ''])
      expect(isLoopback(host)).toBe(false);
  });
});
