import { type Command, InvalidArgumentError, Option } from 'commander';
import { serverAddress } from '../worker.ts';

/** Where the server is, and who asks. */
export function withServer(command: Command): Command {
  return command
    .addOption(
      new Option('--server <url>', "the server's address")
        .env('PASSBAND_SERVER')
        .default('http://127.0.0.1:4000')
        .argParser(serverAddress),
    )
    .addOption(new Option('--token <token>', 'an access token, where the server wants one').env('PASSBAND_TOKEN'));
}

/** A moment, as it is written to a server. */
export function moment(text: string): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new InvalidArgumentError('It must be a date, such as 2027-01-31 or 2027-01-31T12:00:00Z.');
  return date.toISOString();
}
