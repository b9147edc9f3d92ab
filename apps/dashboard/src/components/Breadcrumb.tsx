import { Fragment } from 'react';
import { Link } from './Link.tsx';

/** The pages above this one, the highest first; what has no address of its own stands as a word. */
export function Breadcrumb({ places }: { places: readonly { name: string; href?: string }[] }) {
  return (
    <nav aria-label="Breadcrumb" className="muted" style={{ fontSize: 12 }}>
      {places.map(({ name, href }, k) => (
        <Fragment key={name}>
          {k > 0 && ' / '}
          {href === undefined ? name : <Link href={href}>{name}</Link>}
        </Fragment>
      ))}
    </nav>
  );
}

/** The page that all models' pages are below. */
export const allModels = { name: 'Models', href: '/models' };
