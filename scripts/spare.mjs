// A process of `watch.mjs`: loads packages, waits until it is its turn, runs the program.
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const QUIET_MS = 1_000;
/** What our own sources have asked for, first ones first. */
const packages = new Set();
let telling;

registerHooks({
  resolve(specifier, context, nextResolve) {
    const resolved = nextResolve(specifier, context);
    if (context.parentURL?.endsWith('.ts') && resolved.url.includes('/node_modules/')) note(resolved.url);
    return resolved;
  },
});

function note(url) {
  packages.add(url);
  clearTimeout(telling);
  telling = setTimeout(() => process.connected && process.send({ packages: [...packages] }), QUIET_MS).unref();
}

process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.on('message', async ({ load, run }) => {
  for (const url of load ?? []) await import(url);
  if (!run) return;
  const [file, ...args] = run;
  process.argv = [process.execPath, file, ...args];
  process.channel.unref();
  await import(pathToFileURL(file).href);
});
