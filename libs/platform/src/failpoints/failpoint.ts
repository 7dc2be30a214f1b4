import { readFileSync } from 'node:fs';

/** The variable that names a file; the name in the file is the armed failpoint, for example `payments.capture done`. */
export const FAILPOINT_VARIABLE = 'TOVAR_FAILPOINT_FILE';

const file = process.env.NODE_ENV === 'production' ? undefined : process.env[FAILPOINT_VARIABLE];

/** True when failpoints may be armed: hot paths ask before they build a name. */
export const failpointsAreArmed = file !== undefined;

/**
 * Ends this process at once, as `kill -9` or a power cut would, if this point is the armed one. Tests of recovery arm one
 * point after the other; without the file this is one comparison, and in production none can be armed.
 */
export function failpoint(name: string): void {
  if (file !== undefined && readFileSync(file, 'utf8') === name) process.kill(process.pid, 'SIGKILL');
}
