import { useSyncExternalStore } from 'react';

let needed = false;
const listeners = new Set<() => void>();

/** The server answered 401: nothing can be shown before a token is given. */
export function sessionNeeded(): void {
  needed = true;
  for (const listener of listeners) listener();
}

export function useSessionNeeded(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => needed,
    () => false,
  );
}

/** Changes a token for a session cookie. The error says what the server said. */
export async function signIn(token: string): Promise<void> {
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
    credentials: 'same-origin',
  });
  if (response.ok) return;
  throw new Error(
    response.status === 401 ? 'The server does not know this token.' : `The server answered ${response.status}.`,
  );
}

/** Ends the session of this browser. */
export async function signOut(): Promise<void> {
  await fetch('/session', { method: 'DELETE', credentials: 'same-origin' });
}
