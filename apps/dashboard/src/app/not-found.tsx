import Link from 'next/link';
import { Notice } from '../components/Notice.tsx';

export const metadata = { title: 'Not found' };

/** An address that is no page's. */
export default function NotFound() {
  return (
    <Notice kind="note" title="There is no page at this address.">
      It may be misspelt, or of another version.{' '}
      <Link href="/" prefetch={false}>
        Overview
      </Link>
    </Notice>
  );
}
