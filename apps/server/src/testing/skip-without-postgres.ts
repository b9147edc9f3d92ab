import { beforeEach, inject } from 'vitest';

beforeEach(({ skip }) => {
  if (inject('postgres') === null) skip('PostgreSQL did not start');
});
