/**
 * Serves the built dashboard on 127.0.0.1:PORT (0: any free port). A parent process gets { ready: true, url } over IPC;
 * it stops on SIGTERM, SIGINT, and when that parent goes away.
 */
import { createServer } from 'node:http';
import next from 'next';

const hostname = '127.0.0.1';
const port = Number(process.env.PORT ?? 3000);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  throw new Error(`PORT must be a whole number from 0 to 65535; got ${process.env.PORT}`);
}

const app = next({ dev: false, dir: import.meta.dirname, hostname, port });
const handle = app.getRequestHandler();
const server = createServer((request, response) => handle(request, response));

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  // Whoever still reads has two seconds.
  setTimeout(() => process.exit(0), 2000).unref();
  server.close();
  server.closeIdleConnections();
  await app.close();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);

// The handlers above come first: a parent that dies while Next prepares must not leave this behind.
await app.prepare();
server.on('error', (error) => {
  process.stderr.write(`The dashboard cannot listen on ${hostname}:${port}: ${error.message}\n`);
  process.exit(1);
});
server.listen(port, hostname, () => {
  const url = `http://${hostname}:${server.address().port}`;
  if (process.send) process.send({ ready: true, url });
  else process.stdout.write(`Dashboard on ${url}\n`);
});
