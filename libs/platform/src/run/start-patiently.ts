import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { isTransient } from '../database/transient-error.ts';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 500;

/**
 * Runs what a process begins with, and again when a server that it needs is not there yet or goes away meanwhile, for a
 * minute at most: a shop that is started beside its database, or while that one recovers, need not be started by hand
 * again. `work` undoes what it has begun when it throws.
 */
export async function startPatiently<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || performance.now() > until) throw error;
      new Logger('Start').warn(`What the start needs does not answer, it is tried again: ${(error as Error).message}`);
      await delay(PAUSE_MS);
    }
  }
}
