import { isDistributed } from './mode.ts';
import type { WholeShop } from './whole-shop.ts';

/** A whole shop, filled small, in the mode of this run, whose limits slow nobody down. Only what is needed is loaded. */
export async function startWholeShop(environment: Readonly<Record<string, string>> = {}): Promise<WholeShop> {
  if (isDistributed) return (await import('./shop-of-processes.ts')).ShopOfProcesses.start(environment);
  return (await import('./shop-in-process.ts')).ShopInProcess.start(environment);
}
