/** The data of each `next` of a GraphQL event stream, until its `complete`; true where there was one, false where it was cut. */
export async function* resultsOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<unknown, boolean, void> {
  for await (const { event, data } of eventsOf(body)) {
    if (event === 'complete') return true;
    if (event === 'next') yield JSON.parse(data);
  }
  return false;
}

interface ServerSentEvent {
  event: string;
  data: string;
}

/** Server-sent events out of bytes, wherever those are split. Lines that begin with a colon are pings. */
async function* eventsOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true });
    const blocks = text.split(/\r?\n\r?\n/);
    text = blocks.pop() ?? '';
    for (const block of blocks) yield eventOf(block);
  }
}

function eventOf(block: string): ServerSentEvent {
  const lines = block.split(/\r?\n/).map((line) => /^(\w+): ?(.*)$/.exec(line));
  const values = (name: string) => lines.flatMap((line) => (line?.[1] === name ? [line[2] ?? ''] : []));
  return { event: values('event').at(-1) ?? 'message', data: values('data').join('\n') };
}
