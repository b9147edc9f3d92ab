import { useEffect } from 'react';

/** Names the tab after what the page shows, once that is known; before, the page's own title stands. */
export function useTitle(name: string | undefined) {
  useEffect(() => {
    if (name !== undefined) document.title = `${name} · Passband`;
  }, [name]);
}
