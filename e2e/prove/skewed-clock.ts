import { setTimeout as delay } from 'node:timers/promises';
import type { Surroundings } from './surroundings.ts';

const LOOKS_EVERY_MS = 20;
/** A process that ends meanwhile never says so. */
const LOOKS = 250;

/** A process that was started with `skewed-clock.mjs`. */
export interface SkewedProcess {
  readonly pid?: number;
  isAlive(): boolean;
}

/** Resolves when the process goes by the clock, with true, or when it has ended. */
export async function setClockOf(
  around: Surroundings,
  { pid, isAlive }: SkewedProcess,
  offsetMs: number,
): Promise<boolean> {
  if (pid === undefined) return false;
  await around.write(`clock.${pid}`, String(offsetMs));
  for (let looks = 0; looks < LOOKS && isAlive(); looks += 1) {
    // Before it listens, the signal would end it.
    if ((await around.read(`clock.${pid}.listener`)) !== undefined) signal(pid);
    await delay(LOOKS_EVERY_MS);
    if ((await around.read(`clock.${pid}.taken`)) === String(offsetMs)) return true;
  }
  return false;
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGUSR2');
  } catch (error) {
    // It has ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
