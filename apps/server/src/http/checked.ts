import type { z } from 'zod';
import { HttpError } from './http-error.ts';

/** What a route takes, from its query or its body. HttpError 400 with the first thing that is wrong. */
export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HttpError(400, `${issue?.path.join('.') || 'the request'} is not what this route takes: ${issue?.message}`);
}
