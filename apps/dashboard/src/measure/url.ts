/** Puts a page's state into its address without a new entry in the history; `useSearchParams` follows. */
export function replaceSearch(search: URLSearchParams): void {
  const text = search.toString();
  window.history.replaceState(null, '', `${window.location.pathname}${text === '' ? '' : `?${text}`}`);
}
