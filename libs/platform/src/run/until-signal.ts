const FORCED_AFTER_MS = 10_000;

/** Waits for Ctrl-C or SIGTERM, stops, and ends the process; a second signal, or a stop that hangs, ends it at once. */
export async function untilSignal(stop: () => Promise<void>): Promise<never> {
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  const end = (code: number): never => process.exit(code);
  process.once(signal, () => end(130));
  setTimeout(() => end(1), FORCED_AFTER_MS).unref();
  await stop();
  return end(0);
}
