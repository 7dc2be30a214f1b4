/** The variable that arms one failpoint, for example `TOVAR_FAILPOINT="orders payment.captured.v1 handled"`. */
export const FAILPOINT_VARIABLE = 'TOVAR_FAILPOINT';

const armed = process.env.NODE_ENV === 'production' ? undefined : process.env[FAILPOINT_VARIABLE];

/** True when a failpoint is armed: hot paths ask before they build a name. */
export const failpointsAreArmed = armed !== undefined;

/**
 * Ends this process at once, as `kill -9` or a power cut would, if this point is the armed one. Tests of recovery arm one
 * point after the other; in production none can be armed.
 */
export function failpoint(name: string): void {
  if (armed === name) process.kill(process.pid, 'SIGKILL');
}
