/** A page's state as the end of its address: '' or '?…'. */
export function searchOf(parameters: URLSearchParams): string {
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
