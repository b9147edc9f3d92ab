import type { Sampler } from '@opentelemetry/sdk-trace';
import type { OpenTelemetry } from './open-telemetry.ts';

/** The sampler that OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG name; every trace where they name none. */
export function samplerOf({ sdk }: OpenTelemetry, env: NodeJS.ProcessEnv, warn: (message: string) => void): Sampler {
  const roots: Readonly<Record<string, (ratio: number) => Sampler>> = {
    always_on: () => new sdk.AlwaysOnSampler(),
    always_off: () => new sdk.AlwaysOffSampler(),
    traceidratio: (ratio) => new sdk.TraceIdRatioBasedSampler(ratio),
  };
  // Compose gives what is not set as an empty value.
  const name = env.OTEL_TRACES_SAMPLER || 'parentbased_always_on';
  const root = roots[name.replace(/^parentbased_/, '')]?.(ratioOf(env, warn));
  if (root) return name.startsWith('parentbased_') ? new sdk.ParentBasedSampler({ root }) : root;
  warn(`OTEL_TRACES_SAMPLER must be ${Object.keys(roots).join(', ')}, or one of them after parentbased_; got ${name}`);
  return new sdk.ParentBasedSampler({ root: new sdk.AlwaysOnSampler() });
}

function ratioOf({ OTEL_TRACES_SAMPLER_ARG: given }: NodeJS.ProcessEnv, warn: (message: string) => void): number {
  if (!given) return 1;
  const ratio = Number(given);
  if (ratio >= 0 && ratio <= 1) return ratio;
  warn(`OTEL_TRACES_SAMPLER_ARG must be a ratio from 0 to 1; got ${given}`);
  return 1;
}
