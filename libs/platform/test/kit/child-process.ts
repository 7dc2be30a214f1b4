import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(import.meta.dirname, '../../../..');

/** Runs a TypeScript file in a process of its own, until it has written a line that begins with `readyText`. */
export async function startScript(
  file: string,
  args: readonly string[],
  readyText: string,
): Promise<{ child: ChildProcess; line: string }> {
  const loader = pathToFileURL(join(ROOT, 'scripts/typescript-loader.mjs')).href;
  const flags = ['--conditions=source', '--disable-warning=ExperimentalWarning', '--import', loader];
  const child = spawn(process.execPath, [...flags, file, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ready = new RegExp(`^${readyText}.*$`, 'm');
  const line = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const found = ready.exec(output.slice(0, output.lastIndexOf('\n')));
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`${file} ended before it was ready:\n${output}`)));
  });
  return { child, line };
}

/** Kills a process as `kill -9` does, and waits until it is gone. */
export async function killAtOnce(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
