import { searchOf } from '../components/search.ts';

/** Puts a page's state into its address without a new entry in the history; `useSearchParams` follows. */
export function replaceSearch(search: URLSearchParams): void {
  window.history.replaceState(null, '', window.location.pathname + searchOf(search));
}
