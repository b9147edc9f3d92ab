'use client';

import { type ReactNode, useState } from 'react';
import { Provider } from 'urql';
import { createClient } from './client.ts';

/** Gives every page the GraphQL client: `useQuery`, `useMutation` and `useSubscription` of urql work below it. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [client] = useState(createClient);
  return <Provider value={client}>{children}</Provider>;
}
