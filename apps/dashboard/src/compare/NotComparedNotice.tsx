import { Link } from '../components/Link.tsx';
import { Notice } from '../components/Notice.tsx';
import { plural } from '../format/words.ts';
import type { NotCompared } from './choice.ts';

/** Which models could not be compared, why, and what would make it so. */
export function NotComparedNotice({ not, compared }: { not: readonly NotCompared[]; compared: number }) {
  return (
    <Notice
      kind="warning"
      title={
        compared === 0
          ? `Nothing to compare yet: ${plural(not.length, 'model')} without a spectrum.`
          : `${plural(not.length, 'model')} could not be compared.`
      }
    >
      <Reasons of={not} />
    </Notice>
  );
}

/** Which models' differences say little, because they were measured along other paths than the reference. */
export function OtherSeedsNotice({ otherSeeds }: { otherSeeds: readonly NotCompared[] }) {
  return (
    <Notice kind="warning" title={`${plural(otherSeeds.length, 'model')} can hardly be compared.`}>
      <Reasons of={otherSeeds} />
    </Notice>
  );
}

function Reasons({ of }: { of: readonly NotCompared[] }) {
  return of.map(({ name, reason, href, action }, k) => (
    <span key={name}>
      {k > 0 && ' '}
      {name}: {reason}. {href !== undefined && <Link href={href}>{action}</Link>}
    </span>
  ));
}
