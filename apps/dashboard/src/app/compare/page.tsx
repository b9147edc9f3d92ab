import type { Metadata } from 'next';
import { Compare } from '../../compare/Compare.tsx';

export const metadata: Metadata = { title: 'Compare' };

export default function Page() {
  return <Compare />;
}
