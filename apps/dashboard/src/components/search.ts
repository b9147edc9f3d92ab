/** A page's state as the end of its address: '' or '?…'. */
export function searchOf(parameters: URLSearchParams): string {
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** Puts a page's state into its address without a new entry in the history; `useSearchParams` follows. */
export function replaceSearch(search: URLSearchParams): void {
  window.history.replaceState(null, '', window.location.pathname + searchOf(search));
}
