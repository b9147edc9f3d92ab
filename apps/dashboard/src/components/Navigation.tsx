'use client';

import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { useCollection } from '../compare/collection.ts';
import { compareHref } from '../compare/url.ts';
import { plural } from '../format/words.ts';
import { ColorSchemeSwitch } from './ColorSchemeSwitch.tsx';
import { isCurrent } from './current-page.ts';
import { Link } from './Link.tsx';
import classes from './Navigation.module.css';
import { ServerStatus } from './ServerStatus.tsx';
import { Sign } from './Sign.tsx';

const pages = [
  { href: '/', name: 'Overview' },
  { href: '/models', name: 'Models' },
  { href: '/compare', name: 'Compare' },
  { href: '/noise-fitting', name: 'Noise fitting' },
  { href: '/measure', name: 'Measure' },
  { href: '/datasets', name: 'Datasets' },
  { href: '/server', name: 'Server' },
];

/** The bar on top of every page; below 900 px the pages fold into a menu. */
export function Navigation() {
  const path = usePathname();
  const [open, setOpen] = useState(false);
  const collection = useCollection();
  return (
    <header className={classes.bar}>
      <div className={classes.inner}>
        <Link href="/" className={classes.brand}>
          <Mark />
          Passband
        </Link>
        <nav className={classes.pages} data-open={open} aria-label="Pages" id="pages">
          {pages.map(({ href, name }) => (
            <Link
              key={href}
              href={href === '/compare' ? compareHref(collection) : href}
              aria-current={isCurrent(path, href) ? 'page' : undefined}
              onClick={() => setOpen(false)}
            >
              {name}
              {href === '/compare' && collection.length > 0 && <Count value={collection.length} />}
            </Link>
          ))}
        </nav>
        <div className={classes.end}>
          <ServerStatus className={classes.status} dotClassName={classes.dot} wordsClassName={classes.words} />
          <ColorSchemeSwitch className={classes.schemes} />
          <button
            type="button"
            className={classes.menu}
            aria-expanded={open}
            aria-controls="pages"
            onClick={() => setOpen(!open)}
          >
            Menu <Sign shape="menu" />
          </button>
        </div>
      </div>
    </header>
  );
}

/** How many models Compare shows: those of other pages are added to them. */
function Count({ value }: { value: number }) {
  return (
    <>
      <span className={classes.count} aria-hidden="true">
        {value}
      </span>
      <span className="visually-hidden" aria-live="polite">
        , {plural(value, 'model')}
      </span>
    </>
  );
}

/** A low-pass curve between its axes, crossed by the cutoff. */
function Mark() {
  return (
    <svg width="17" height="17" viewBox="0 0 17 17" aria-hidden="true">
      <rect x="8" y="1" width="8" height="15" fill="var(--accent)" opacity="0.16" />
      <path d="M1 3.5h3.5c4 0 4 9.5 11.5 9.5" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M8 1v15" stroke="var(--accent)" strokeWidth="1.4" />
      <path d="M1 0.5v15.5h15.5" fill="none" stroke="currentColor" strokeWidth="1" />
    </svg>
  );
}
