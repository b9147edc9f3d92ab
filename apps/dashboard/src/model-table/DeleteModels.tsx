'use client';

import { useState } from 'react';
import { useClient } from 'urql';
import { Dialog } from '../components/Dialog.tsx';
import { Loading } from '../components/States.tsx';
import { problemsOf } from '../register/use-registration.ts';
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
  if (!may) return null;

  async function ask() {
    setOpened(true);
    setFound(undefined);
    setProblem(undefined);
    const answers = await Promise.all(
      ids.map((id) => client.query(DependentsQuery, { id }, { requestPolicy: 'network-only' })),
    );
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

  async function remove() {
    setBusy(true);
    for (const id of ids) {
      const { data, error } = await client.mutation(DeleteModelMutation, { id });
      if (data?.deleteModel.deletedModelId) continue;
      setProblem(problemsOf(data?.deleteModel.userErrors, error).join(' '));
      setBusy(false);
      return;
    }
    setBusy(false);
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
        onClose={() => setOpened(false)}
        title={ids.length === 1 ? 'Delete this model?' : `Delete ${ids.length} models?`}
      >
        {found === undefined ? (
          <Loading what="Looking what hangs on them…" height={60} />
        ) : (
          <p style={{ marginTop: 0 }}>{dependentsWords(found)}</p>
        )}
        {problem !== undefined && (
          <p role="alert" style={{ color: 'var(--error)' }}>
            {problem}
          </p>
        )}
        <button type="button" className="button" disabled={busy || found === undefined} onClick={remove}>
          <span style={{ color: 'var(--error)' }}>Delete for good</span>
        </button>
      </Dialog>
    </>
  );
}
