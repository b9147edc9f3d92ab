/** Makes something of every item, a few at once, and hands it on in the items' order. Nothing is under way once it ended. */
export async function* inOrder<Item, Made>(
  items: Iterable<Item>,
  atOnce: number,
  make: (item: Item) => Promise<Made>,
): AsyncGenerator<Made> {
  const pending: Promise<Made>[] = [];
  try {
    for (const item of items) {
      const making = make(item);
      // Whoever waits for it gets the error; until then no one does.
      making.catch(() => {});
      pending.push(making);
      if (pending.length >= atOnce) {
        yield await takeFirst(pending);
      }
    }
    while (pending.length > 0) {
      yield await takeFirst(pending);
    }
  } finally {
    await Promise.allSettled(pending);
  }
}

async function takeFirst<Made>(pending: Promise<Made>[]): Promise<Made> {
  const [first] = pending;
  if (first === undefined) {
    throw new RangeError('nothing is under way');
  }
  const made = await first;
  pending.shift();
  return made;
}
