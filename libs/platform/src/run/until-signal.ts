const FORCED_AFTER_MS = 10_000;

/**
 * The next Ctrl-C or SIGTERM. Ask before a start: one that comes in the middle is then kept until everything that was
 * started can be stopped again. A second one in the meantime ends the process at once.
 */
export function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}

/** Waits for the signal, stops, and ends the process; a second signal, or a stop that takes longer than `withinMs`, ends it at once. */
export async function untilSignal(
  stop: () => Promise<void>,
  signal = nextSignal(),
  withinMs = FORCED_AFTER_MS,
): Promise<never> {
  process.once(await signal, () => process.exit(130));
  setTimeout(() => process.exit(1), withinMs).unref();
  await stop();
  return process.exit(0);
}
