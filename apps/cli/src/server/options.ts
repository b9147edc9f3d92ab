import { type Command, Option } from 'commander';
import { serverAddress } from '../values.ts';

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
