import NextLink from 'next/link';
import type { ComponentProps } from 'react';

/**
 * A link to another page, which is fetched when it is followed: of a page that is fetched ahead Next preloads the style
 * sheets, and browsers complain in the console of those that nobody came to use.
 */
export function Link(props: Omit<ComponentProps<typeof NextLink>, 'prefetch'>) {
  return <NextLink {...props} prefetch={false} />;
}
