/**
 * What several servers share: the content of files, of which a server's folder keeps copies only (PostgreSQL; the embedded
 * database leaves it on the disk and this table empty), and who signed in with a browser, by the hash of the cookie.
 */
export const servers = `
create table blob_parts (
  sha256 text not null references blobs on delete cascade,
  number int not null,
  bytes bytea not null,
  primary key (sha256, number)
);
alter table blob_parts alter column bytes set storage external;

create table sessions (
  sha256 text primary key,
  token_id uuid references tokens on delete cascade,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null
);
create index sessions_token on sessions (token_id);
`;
