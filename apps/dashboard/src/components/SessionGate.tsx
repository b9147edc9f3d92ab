'use client';

import { type FormEvent, type ReactNode, useState } from 'react';
import { signIn, useSessionNeeded } from '../api/session.ts';

/** Shows the pages, or, where the server wants a token, a form for it. */
export function SessionGate({ children }: { children: ReactNode }) {
  return useSessionNeeded() ? <SignIn /> : children;
}

function SignIn() {
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      await signIn(token.trim());
      window.location.reload();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  }

  return (
    <main id="page" tabIndex={-1}>
      <form onSubmit={submit} style={{ maxWidth: 400 }}>
        <h1>Sign in</h1>
        <p className="finding" id="token-rule">
          This server wants a token: one that an admin gave you, or the one in PASSBAND_TOKEN on the server.
        </p>
        <label htmlFor="token" style={{ display: 'block', marginTop: 16 }}>
          Token
        </label>
        <div style={{ display: 'flex', gap: 8, margin: '4px 0 8px' }}>
          <input
            id="token"
            className="text-input"
            type="password"
            autoComplete="current-password"
            aria-describedby="token-rule"
            value={token}
            onChange={(event) => setToken(event.target.value)}
            required
          />
          <button type="submit" className="button button-primary" disabled={busy}>
            Sign in
          </button>
        </div>
        <p role="alert" style={{ color: 'var(--error)', margin: 0 }}>
          {problem}
        </p>
      </form>
    </main>
  );
}
