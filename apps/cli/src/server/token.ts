import { type Command, Option } from 'commander';
import { aligned } from '../aligned.ts';
import { subcommand } from '../options.ts';
import { moment } from '../values.ts';
import { Connection, type ServerOptions } from './connection.ts';
import { createToken, listTokens, revokeToken, type Token } from './operations.ts';
import { withServer } from './options.ts';
import { throwIfRefused } from './refused.ts';

interface CreateOptions extends ServerOptions {
  name: string;
  role: 'viewer' | 'operator' | 'admin' | 'worker';
  expires?: string;
}

/** `passband token create|list|revoke`: who may do what on a server. */
export function addToken(program: Command, signal: AbortSignal): void {
  const command = subcommand(program, 'token').description('give out access tokens of a server, list and revoke them');
  const create = subcommand(command, 'create')
    .description('give out a token: the secret is printed this once')
    .requiredOption('--name <name>', 'who or what it is for')
    .addOption(
      new Option('--role <role>', 'viewers read, operators also register and start, admins may all, workers only work')
        .choices(['viewer', 'operator', 'admin', 'worker'])
        .makeOptionMandatory(),
    )
    .option('--expires <date>', 'when it ends; never when left out', moment);
  withServer(create).action((options: CreateOptions) => createOne(options, signal));
  const list = subcommand(command, 'list').description('tokens that were given out, oldest first');
  withServer(list).action(async (options: ServerOptions) => {
    const tokens = await new Connection(options, signal).ask(listTokens);
    process.stdout.write(`${tokenTable(tokens)}\n`);
  });
  const revoke = subcommand(command, 'revoke')
    .description('take a token back, at once')
    .argument('<id>', 'of the token');
  withServer(revoke).action((id: string, options: ServerOptions) => revokeOne(id, options, signal));
}

/** The secret alone on stdout, so that a script can keep it; its id beside it on stderr. */
async function createOne(options: CreateOptions, signal: AbortSignal): Promise<void> {
  const { name, role, expires: expiresAt } = options;
  const input = { name, role: role.toUpperCase(), expiresAt };
  const { id, secret, userErrors } = await new Connection(options, signal).ask(createToken, { input });
  throwIfRefused(userErrors);
  process.stderr.write(`${id} for ${name}; the secret is shown this once:\n`);
  process.stdout.write(`${secret}\n`);
}

async function revokeOne(id: string, options: ServerOptions, signal: AbortSignal): Promise<void> {
  const { userErrors } = await new Connection(options, signal).ask(revokeToken, { input: { id } });
  throwIfRefused(userErrors);
  process.stdout.write(`${id} holds no more\n`);
}

function tokenTable(tokens: readonly Token[]): string {
  const rows = tokens.map(({ id, name, role, expiresAt, lastUsedAt }) => [
    ...[id, name, role.toLowerCase(), expiresAt ?? 'never', lastUsedAt ?? 'never'],
  ]);
  return aligned([['id', 'name', 'role', 'expires', 'last used'], ...rows]).join('\n');
}
