import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** What a service is started from; what is compiled or generated for a test is nobody's source. */
const SOURCES = ['apps', 'libs', 'scripts', 'package.json', '.swcrc'];
const NOT_SOURCES = new Set(['dist', 'test', 'node_modules']);
/** The workspace's own packages: those of a release are its own. */
const OWN = '@tovar';

/** What a release says differently in one file. A file that is new is said from nothing. */
export interface SourceChange {
  readonly file: string;
  /** Stands there exactly once. */
  readonly from: string;
  readonly to: string;
}

/** Another version of the shop, as its developers would hand it out: all sources in a folder, with what they have changed. */
export class Release {
  private constructor(readonly folder: string) {}

  /** Throws when a change finds no place in the sources of today. */
  static async of(changes: readonly SourceChange[]): Promise<Release> {
    const folder = await mkdtemp(join(tmpdir(), 'tovar-release-'));
    const release = new Release(folder);
    try {
      const filter = (path: string): boolean => !NOT_SOURCES.has(basename(path));
      await Promise.all(SOURCES.map((name) => cp(join(ROOT, name), join(folder, name), { recursive: true, filter })));
      await linkDependencies(folder);
      for (const change of changes) await apply(change, folder);
      return release;
    } catch (error) {
      await release.remove();
      throw error;
    }
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** Others' packages are the same ones, and nothing is kept of how it starts; with sources of its own, it meets none of ours. */
async function linkDependencies(folder: string): Promise<void> {
  await mkdir(join(folder, 'node_modules', OWN), { recursive: true });
  const others = (await readdir(join(ROOT, 'node_modules'))).filter((name) => name !== OWN && name !== '.cache');
  await Promise.all(
    others.map((name) => symlink(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name))),
  );
  for (const kind of ['apps', 'libs']) {
    for (const name of await readdir(join(folder, kind)))
      await symlink(join(folder, kind, name), join(folder, 'node_modules', OWN, name));
  }
}

async function apply({ file, from, to }: SourceChange, folder: string): Promise<void> {
  const path = join(folder, file);
  if (from === '') {
    await mkdir(dirname(path), { recursive: true });
    return writeFile(path, to, { flag: 'wx' });
  }
  const parts = (await readFile(path, 'utf8')).split(from);
  if (parts.length !== 2)
    throw new Error(`"${from}" stands ${parts.length - 1} times in ${file}; a release changes one.`);
  await writeFile(path, parts.join(to));
}
