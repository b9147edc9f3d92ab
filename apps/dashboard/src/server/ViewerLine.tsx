import { signOut } from '../api/session.ts';
import { roleWords } from './roles.ts';

/** Who looks, and what they may do; who signed in can sign out. */
export function ViewerLine({ viewer }: { viewer: { name: string; role: string } }) {
  const isThisMachine = viewer.name === 'this machine';
  return (
    <section aria-labelledby="access" style={{ paddingBottom: 26 }}>
      <h2 id="access">Access</h2>
      <p className="finding">
        {isThisMachine
          ? 'Whoever reaches this machine needs no token and may do everything; with PASSBAND_TOKEN set on the server, all need one.'
          : `You are ${viewer.name}: ${roleWords(viewer.role)}.`}{' '}
        {!isThisMachine && (
          <button type="button" className="link" onClick={() => signOut().then(() => window.location.reload())}>
            Sign out
          </button>
        )}
      </p>
    </section>
  );
}
