// `node scripts/run.mjs [--watch] file.ts [arguments]`: installs what is missing, then runs a TypeScript file on the
// bundled Node.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundledNode, installDependencies, root } from './install.mjs';

const [first, ...rest] = process.argv.slice(2);
const isWatched = first === '--watch';
const [file, ...args] = isWatched ? rest : [first, ...rest];

installDependencies();
const loader = pathToFileURL(join(root, 'scripts/typescript-loader.mjs')).href;
const flags = [
  '--enable-source-maps',
  '--conditions=source',
  '--disable-warning=ExperimentalWarning',
  '--import',
  loader,
];
const program = [...(isWatched ? [join(root, 'scripts/watch.mjs')] : []), join(root, file), ...args];
const child = spawnPatiently(bundledNode(), [...flags, ...program], { stdio: 'inherit', cwd: root });
// The terminal sends Ctrl-C to the child as well; a supervisor sends SIGTERM to us alone.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGHUP', () => child.kill('SIGHUP'));
child.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

/** A program that was installed a moment ago may still be open for writing: such a start is tried again, for ten seconds. */
function spawnPatiently(command, parameters, options) {
  for (let tries = 1; ; tries += 1) {
    try {
      return spawn(command, parameters, options);
    } catch (error) {
      if (error.code !== 'ETXTBSY' || tries === 100) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
}
