// `node scripts/watch.mjs main.ts [arguments]`: runs a TypeScript program and starts it anew when a source changes. Half of a
// start is loading packages, which do not change: so the next process is always there already, with all of them loaded.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

const SETTLES_AFTER_MS = 100;
const SOURCES = ['apps', 'libs'].map((folder) => join(root, folder));
const NOT_OURS = /(^|[\\/])(node_modules|dist|test)[\\/]|\.spec\.ts$/;
const WATCHED = /\.(ts|graphql|sql|json)$|\.env$/;

/** Packages that the program asked for, first ones first. */
let packages = [];
let current = spare();
let next;
let settling;
let restarted = Promise.resolve();
let isStopping = false;

start(current);
for (const folder of SOURCES) watch(folder, { recursive: true }, (_event, file) => file && noteChange(file));
watch(root, (_event, file) => file === '.env' && noteChange(file));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    isStopping = true;
    next?.kill('SIGKILL');
    if (hasEnded(current)) process.exit(0);
    // The terminal sends Ctrl-C to the program as well.
    if (signal !== 'SIGINT') current.kill(signal);
  });

/** A process that waits for its turn; it ends with this one. */
function spare() {
  const child = spawn(process.execPath, [...process.execArgv, join(root, 'scripts/spare.mjs')], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  child.send({ load: packages });
  return child;
}

function start(child) {
  current = child;
  child.send({ run: process.argv.slice(2) });
  child.on('message', (told) => {
    packages = told.packages;
    next ??= spare();
  });
  child.once('exit', (code) => {
    if (isStopping) process.exit(code ?? 1);
    if (code) process.stderr.write('The program has ended. It starts again after a change.\n');
  });
}

function noteChange(file) {
  if (NOT_OURS.test(file) || !WATCHED.test(file)) return;
  clearTimeout(settling);
  settling = setTimeout(() => (restarted = restarted.then(() => restart(file))), SETTLES_AFTER_MS);
}

async function restart(file) {
  process.stderr.write(`\n${file} has changed.\n`);
  if (!hasEnded(current)) {
    const ended = new Promise((resolve) => current.once('exit', resolve));
    current.kill('SIGTERM');
    await ended;
  }
  if (isStopping) return;
  start(next ?? spare());
  next = undefined;
}

function hasEnded({ exitCode, signalCode }) {
  return exitCode !== null || signalCode !== null;
}
