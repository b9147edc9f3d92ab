/** What a mutation was refused for, in the server's words. */
export function problemsOf(
  userErrors: readonly { message: string }[] | undefined,
  error: { message: string } | undefined,
): string[] {
  const said = (userErrors ?? []).map(({ message }) => message);
  if (said.length > 0) return said;
  return [error?.message ?? 'The server gave no answer.'];
}
