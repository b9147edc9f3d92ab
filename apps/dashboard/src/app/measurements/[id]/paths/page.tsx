import { Suspense } from 'react';
import { PathInspector } from '../../../../inspector/PathInspector.tsx';

export const metadata = { title: 'Paths' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <PathInspector id={decodeURIComponent(id)} />
    </Suspense>
  );
}
