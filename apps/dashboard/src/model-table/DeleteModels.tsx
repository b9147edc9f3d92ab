'use client';

import { useState } from 'react';
import { useClient } from 'urql';
import { problemsOf } from '../api/problems.ts';
import { Dialog } from '../components/Dialog.tsx';
import { Loading } from '../components/States.tsx';
import { plural } from '../format/words.ts';
import { useMay } from '../register/use-role.ts';
import { type Dependents, dependentsWords } from './dependents.ts';
import { DeleteModelMutation, DependentsQuery } from './documents.ts';

/** Deletes models, after saying what hangs on them; for admins. */
export function DeleteModels({ ids, onDeleted }: { ids: readonly string[]; onDeleted: () => void }) {
  const client = useClient();
  const may = useMay('ADMIN');
  const [found, setFound] = useState<readonly Dependents[]>();
  const [opened, setOpened] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [someGone, setSomeGone] = useState(false);
  if (!may) return null;

  async function ask() {
    setOpened(true);
    setFound(undefined);
    setProblem(undefined);
    setSomeGone(false);
    const answers = await Promise.all(
      ids.map((id) => client.query(DependentsQuery, { id }, { requestPolicy: 'network-only' })),
    );
    const failed = answers.find(({ error }) => error !== undefined)?.error;
    if (failed) return setProblem(`What hangs on them is not known, so nothing can be deleted: ${failed.message}`);
    setFound(
      answers.flatMap(({ data }) =>
        data?.model
          ? [
              {
                name: data.model.name,
                measurements: data.model.measurements.totalCount,
                metrics: data.model.metrics.length,
              },
            ]
          : [],
      ),
    );
  }

  /** One after another, up to the first that is refused. */
  async function remove() {
    setBusy(true);
    let deleted = 0;
    let refused: string | undefined;
    for (const id of ids) {
      const { data, error } = await client.mutation(DeleteModelMutation, { id });
      if (!data?.deleteModel.deletedModelId) {
        refused = problemsOf(data?.deleteModel.userErrors, error).join(' ');
        break;
      }
      deleted++;
    }
    setBusy(false);
    if (refused === undefined) return done();
    setProblem(deleted === 0 ? refused : `${plural(deleted, 'model')} deleted, then: ${refused}`);
    setSomeGone(deleted > 0);
  }

  function done() {
    setOpened(false);
    onDeleted();
  }

  return (
    <>
      <button type="button" className="action" onClick={ask}>
        Delete
      </button>
      <Dialog
        opened={opened}
        onClose={() => (someGone ? done() : setOpened(false))}
        title={ids.length === 1 ? 'Delete this model?' : `Delete ${ids.length} models?`}
      >
        {found === undefined && problem === undefined && <Loading what="Looking what hangs on them…" height={60} />}
        {found !== undefined && <p style={{ marginTop: 0 }}>{dependentsWords(found)}</p>}
        {problem !== undefined && (
          <p role="alert" style={{ color: 'var(--error)' }}>
            {problem}
          </p>
        )}
        <button type="button" className="button" disabled={busy || found === undefined || someGone} onClick={remove}>
          <span style={{ color: 'var(--error)' }}>Delete for good</span>
        </button>
      </Dialog>
    </>
  );
}
