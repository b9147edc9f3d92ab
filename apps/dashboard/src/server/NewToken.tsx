'use client';

import { NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { CopyButton } from '../components/CopyButton.tsx';
import { Notice } from '../components/Notice.tsx';
import { LABELS, refusalWords } from '../format/labels.ts';
import { CreateToken } from './documents.ts';
import { EXPIRIES, expiresAfter } from './expiry.ts';
import { ROLES, type RoleName } from './roles.ts';
import classes from './Tokens.module.css';

/** The form for a token, and then its secret, this once. */
export function NewToken({ onMade }: { onMade: () => void }) {
  const [{ fetching }, create] = useMutation(CreateToken);
  const [name, setName] = useState('');
  const [role, setRole] = useState<RoleName>('VIEWER');
  const [days, setDays] = useState<string>(EXPIRIES[1].value);
  const [made, setMade] = useState<{ name: string; secret: string }>();
  const [problem, setProblem] = useState<string>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const { data, error } = await create({ input: { name, role, expiresAt: expiresAfter(days, Date.now()) } });
    const secret = data?.createToken.secret ?? null;
    setMade(secret === null ? undefined : { name, secret });
    setProblem(error?.message ?? data?.createToken.userErrors.map(refusalWords)[0]);
    if (secret === null) return;
    setName('');
    onMade();
  }

  return (
    <>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          size="xs"
          label="Name"
          placeholder="Who or what it is for"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          label="Role"
          value={role}
          data={ROLES.map(({ value, label, may }) => ({ value, label: `${label}: ${may}` }))}
          onChange={(event) => setRole(ROLES.find(({ value }) => value === event.currentTarget.value)?.value ?? role)}
        />
        <NativeSelect
          size="xs"
          label={LABELS.expiresAt}
          value={days}
          data={[...EXPIRIES]}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
        <button type="submit" className="button button-primary" disabled={fetching}>
          Make a token
        </button>
      </form>
      {problem && <Notice kind="error" title={problem} />}
      {made && (
        <Notice kind="note" title={`The token for ${made.name}. It is shown this once:`}>
          <code className={classes.secret}>{made.secret}</code> <CopyButton text={made.secret} />
        </Notice>
      )}
    </>
  );
}
