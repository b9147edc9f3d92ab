import { Suspense } from 'react';
import { ModelPage } from '../../../model/ModelPage.tsx';

export const metadata = { title: 'Model' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <ModelPage id={decodeURIComponent(id)} />
    </Suspense>
  );
}
