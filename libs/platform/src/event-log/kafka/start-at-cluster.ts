import { setTimeout as delay } from 'node:timers/promises';
import { throwIfRefused } from './refusal.ts';

export const STARTED_WITHIN_MS = 30_000;
const RETRY_START_MS = 200;

/**
 * Runs what a process begins with at a cluster, and again while that is starting, or does not lead a topic yet that was made a moment
 * ago. `variable` is the setting that names the cluster. Throws `BrokerLoginRefused` and `BrokerNotBelieved`.
 */
export async function startAtCluster<T>(variable: string, work: () => Promise<T>): Promise<T> {
  const since = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      throwIfRefused(error, { since, variable });
      if (performance.now() - since > STARTED_WITHIN_MS) throw error;
      await delay(RETRY_START_MS);
    }
  }
}
