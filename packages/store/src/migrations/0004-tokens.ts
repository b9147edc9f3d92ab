/** Access tokens: only the sha256 of the secret is kept. */
export const tokens = `
create table tokens (
  id uuid primary key,
  name text not null,
  role text not null,
  sha256 text not null unique,
  created_at timestamptz(3) not null default now(),
  last_used_at timestamptz(3),
  expires_at timestamptz(3)
);
`;
