import { Link } from '../components/Link.tsx';
import { Notice } from '../components/Notice.tsx';

export const metadata = { title: 'Not found' };

/** An address that is no page's. */
export default function NotFound() {
  return (
    <Notice kind="note" title="There is no page at this address.">
      It may be misspelt, or of another version. <Link href="/">Overview</Link>
    </Notice>
  );
}
