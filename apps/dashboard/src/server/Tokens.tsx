'use client';

import { useState } from 'react';
import { useMutation } from 'urql';
import { useKeptQuery } from '../api/use-kept-query.ts';
import { Notice } from '../components/Notice.tsx';
import { QueryError } from '../components/States.tsx';
import { TableScroll } from '../components/TableScroll.tsx';
import { refusalWords } from '../format/labels.ts';
import { dateTime } from '../format/time.ts';
import { RevokeToken, TokensQuery } from './documents.ts';
import { NewToken } from './NewToken.tsx';
import { ROLES } from './roles.ts';
import classes from './Tokens.module.css';

const noVariables = {};

/** The tokens that were given out: made here, shown once, revoked at once. */
export function Tokens() {
  const [{ data, error }, refetch] = useKeptQuery({ query: TokensQuery, variables: noVariables });
  const [, revoke] = useMutation(RevokeToken);
  const [problem, setProblem] = useState<string>();
  const again = () => refetch({ requestPolicy: 'network-only' });
  const takeBack = async (id: string) => {
    const { data: answer, error: failure } = await revoke({ id });
    setProblem(failure?.message ?? answer?.revokeToken.userErrors.map(refusalWords)[0]);
    again();
  };
  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens">Tokens</h2>
      <NewToken onMade={again} />
      {error && <QueryError error={error} what="The tokens" retry={again} />}
      {problem && <Notice kind="error" title={problem} />}
      {data?.tokens.length === 0 && <p className="caption">None was given out yet.</p>}
      {data && data.tokens.length > 0 && <TokenTable tokens={data.tokens} onRevoke={takeBack} />}
    </section>
  );
}

interface TokenRecord {
  id: string;
  name: string;
  role: string;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
}

function TokenTable({ tokens, onRevoke }: { tokens: readonly TokenRecord[]; onRevoke: (id: string) => void }) {
  const [asked, setAsked] = useState<string>();
  return (
    <TableScroll label="Tokens">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Role</th>
            <th scope="col" className={classes.history}>
              Made
            </th>
            <th scope="col" className={classes.history}>
              Last used
            </th>
            <th scope="col">Holds until</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <td>{token.name}</td>
              <td>{ROLES.find(({ value }) => value === token.role)?.label ?? token.role}</td>
              <td className={classes.history}>{dateTime(token.createdAt)}</td>
              <td className={classes.history}>{token.lastUsedAt === null ? 'never' : dateTime(token.lastUsedAt)}</td>
              <td>{token.expiresAt === null ? 'no end' : dateTime(token.expiresAt)}</td>
              <td className="numeric">
                <button
                  type="button"
                  className="link"
                  onClick={() => (asked === token.id ? onRevoke(token.id) : setAsked(token.id))}
                  onBlur={() => setAsked(undefined)}
                >
                  {asked === token.id ? `Revoke ${token.name} now` : 'Revoke'}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
