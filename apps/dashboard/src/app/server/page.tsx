import type { Metadata } from 'next';
import { ServerPage } from '../../server/ServerPage.tsx';

export const metadata: Metadata = { title: 'Server' };

export default function Page() {
  return <ServerPage />;
}
