import { Link } from './Link.tsx';

/** Where models and datasets come from, for pages that have none yet. */
export function HowToFill() {
  return (
    <>
      Register models on <Link href="/models">Models</Link> and datasets on <Link href="/datasets">Datasets</Link>, by
      dropping their files there; or stop the server and start it with <code>npm start</code>, without{' '}
      <code>--no-demo</code>, for the demo&apos;s.
    </>
  );
}
