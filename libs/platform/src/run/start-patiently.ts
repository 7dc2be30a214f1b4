import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { isTransient } from '../database/transient-error.ts';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 500;

/**
 * Runs what a process begins with, and again when a server that it needs is not there yet or goes away meanwhile, for a
 * minute after the first failure at most: a shop that is started beside its database, or while that one recovers, need not
 * be started by hand again. `work` undoes what it has begun when it throws. `leaving` ends the waiting: it is the signal
 * that the process shall stop.
 */
export async function startPatiently<T>(work: () => Promise<T>, leaving?: Promise<unknown>): Promise<T> {
  let isLeaving = false;
  void leaving?.then(() => (isLeaving = true));
  let until = Number.POSITIVE_INFINITY;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      until = Math.min(until, performance.now() + PATIENCE_MS);
      if (isLeaving || !isTransient(error) || performance.now() > until) throw error;
      const { message, code } = error as Error & { code?: string };
      new Logger('Start').warn(`What the start needs does not answer, it is tried again: ${message || code}`);
      await Promise.race([delay(PAUSE_MS), ...(leaving ? [leaving] : [])]);
    }
  }
}
