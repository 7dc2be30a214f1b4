/**
 * One run of `work` at a time. A call made during a run waits for the next one, and shares it with all calls made until
 * that begins: whoever awaits knows that a whole run has happened since. `work` must not reject.
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  const start = (): Promise<void> => {
    waiting = undefined;
    return work();
  };
  return () => {
    waiting ??= last = last.then(start);
    return waiting;
  };
}
