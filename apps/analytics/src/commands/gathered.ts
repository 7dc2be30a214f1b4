/** Batches joined into larger ones, of at least so many items but for the last. */
export async function* gathered<Item>(
  batches: AsyncIterable<readonly Item[]>,
  atLeast: number,
): AsyncGenerator<readonly Item[]> {
  let items: Item[] = [];
  for await (const batch of batches) {
    items.push(...batch);
    if (items.length < atLeast) continue;
    yield items;
    items = [];
  }
  if (items.length > 0) yield items;
}

/** The same, the next one being read while the one before is worked on. */
export async function* oneAhead<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  const iterator = items[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done) return;
      next = iterator.next();
      // Whoever stops early does not hear of it any more.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}
