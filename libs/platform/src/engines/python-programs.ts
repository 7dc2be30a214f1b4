import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineMissing } from './engine.errors.ts';
import { exists, installed, runToEnd } from './install.ts';

/** A Python of its own with these packages, made once in the folder; answers where its programs are. */
export async function pythonPrograms(engine: string, packages: readonly string[], folder: string): Promise<string> {
  const programs = join(folder, 'bin');
  if (await exists(programs)) return programs;
  const python = await installed({ engine, name: 'python3', debianPackage: 'python3-venv' });
  const draft = `${folder}.draft-${process.pid}`;
  try {
    await runToEnd(python, ['-m', 'venv', draft]);
    // By the module: the scripts of a draft name the draft.
    await runToEnd(join(draft, 'bin/python'), [
      '-m',
      'pip',
      'install',
      '-q',
      '--disable-pip-version-check',
      ...packages,
    ]);
    // Another process may have been faster.
    await rename(draft, folder).catch(() => undefined);
  } catch (cause) {
    throw new EngineMissing(engine, `It is ${packages.join(', ')} for Python; see the cause.`, { cause });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return programs;
}
