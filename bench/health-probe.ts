import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 20;

/** The slowest answer of `/health/live`, in milliseconds, of those asked for one after another until the work is done. */
export async function slowestHealth(url: string, work: Promise<unknown>): Promise<number> {
  const end = new AbortController();
  const ended = work.finally(() => end.abort());
  let slowestMs = 0;
  while (!end.signal.aborted) {
    const askedAt = performance.now();
    const { ok } = await fetch(`${url}/health/live`);
    if (!ok) throw new Error('The shop is not well.');
    slowestMs = Math.max(slowestMs, performance.now() - askedAt);
    await delay(PAUSE_MS);
  }
  await ended;
  return slowestMs;
}
