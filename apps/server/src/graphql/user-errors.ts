import type { ParameterProblem } from '@passband/engine';
import type { UserError, UserErrorCode } from '@passband/schema';
import { unstorableText } from './unstorable-text.ts';

/** Thrown by what a mutation does; ends as userErrors in its payload. */
export class Rejected extends Error {
  override readonly name = 'Rejected';
  constructor(readonly userErrors: UserError[]) {
    super(userErrors.map((error) => error.message).join('; '));
  }
}

export function reject(field: string | null, message: string, code: UserErrorCode = 'INVALID'): Rejected {
  return new Rejected([userError(field, message, code)]);
}

/** Everything that is wrong with the parameters of a measurement. */
export function rejectAll(problems: readonly ParameterProblem[]): Rejected {
  return new Rejected(problems.map(({ field, message, code }) => userError(field, message, code)));
}

export function userError(field: string | null, message: string, code: UserErrorCode = 'INVALID'): UserError {
  return { field: field === null ? null : ['input', ...field.split('.')], message, code };
}

/** What `act` gives, or `otherwise` with the reasons for which it was rejected. Other errors go on. */
export async function payloadOf<P extends { userErrors: UserError[] }>(
  otherwise: Omit<P, 'userErrors'>,
  act: () => Promise<Omit<P, 'userErrors'>>,
): Promise<Omit<P, 'userErrors'> & { userErrors: UserError[] }> {
  try {
    return { ...(await act()), userErrors: [] };
  } catch (error) {
    if (error instanceof Rejected) return { ...otherwise, userErrors: error.userErrors };
    const unstorable = unstorableText(error);
    if (unstorable !== null) return { ...otherwise, userErrors: [userError(null, unstorable)] };
    throw error;
  }
}
