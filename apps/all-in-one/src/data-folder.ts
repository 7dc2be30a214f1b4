import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** What is written beside the data while a shop runs on it. */
export interface RunningShop {
  readonly pid: number;
  /** When the process began, as the system says: ids of processes are used again. */
  readonly startedAt: string;
  readonly url?: string;
}

/** Another process runs on the same data. */
export class AlreadyRunning extends Error {
  readonly code = 'ALREADY_RUNNING';
  constructor(folder: string, { pid, url }: RunningShop) {
    super(
      `A shop already runs on ${folder}: process ${pid}${url ? `, ${url}` : ''}. Stop it, or set DATA_DIR to another folder.`,
    );
  }
}

/** The folder that holds everything one shop remembers; at most one process uses it at a time. */
export class DataFolder {
  private constructor(readonly path: string) {}

  static at(path: string): DataFolder {
    return new DataFolder(resolve(path));
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** Takes the folder for this process; one that is named by a lock but no longer lives is ignored. */
  async take(): Promise<void> {
    await mkdir(this.path, { recursive: true });
    const other = await this.running();
    if (other) throw new AlreadyRunning(this.path, other);
    await this.write('running.json', await thisProcess());
    const winner = await this.running();
    if (winner && winner.pid !== process.pid) throw new AlreadyRunning(this.path, winner);
  }

  async announce(url: string): Promise<void> {
    await this.write('running.json', { ...(await thisProcess()), url });
  }

  async leave(): Promise<void> {
    await rm(this.file('running.json'), { force: true });
  }

  /** The process that holds the folder now, if there is one. */
  async running(): Promise<RunningShop | undefined> {
    const lock = await this.read<RunningShop>('running.json');
    return lock && (await startTimeOf(lock.pid)) === lock.startedAt ? lock : undefined;
  }

  async read<T>(name: string): Promise<T | undefined> {
    const text = await readFile(this.file(name), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  /** Only we may read it; a reader sees the old text or the new one. */
  async write(name: string, value: unknown): Promise<void> {
    const draft = this.file(`${name}.${randomBytes(4).toString('hex')}`);
    const handle = await open(draft, 'w', 0o600);
    await handle.writeFile(`${JSON.stringify(value, null, 2)}\n`);
    await handle.sync();
    await handle.close();
    await rename(draft, this.file(name));
  }

  /** Random values made on the first start: two shops never share one. */
  async secrets(): Promise<Secrets> {
    const known = await this.read<Partial<Secrets>>('secrets.json');
    const secret = (): string => randomBytes(32).toString('base64url');
    const secrets = {
      linkSecret: known?.linkSecret ?? secret(),
      paypalClientId: known?.paypalClientId ?? secret(),
      paypalClientSecret: known?.paypalClientSecret ?? secret(),
      yookassaSecretKey: known?.yookassaSecretKey ?? secret(),
    };
    // A folder of an earlier version lacks the later ones.
    if (Object.keys(known ?? {}).length < Object.keys(secrets).length) await this.write('secrets.json', secrets);
    return secrets;
  }
}

export interface Secrets {
  readonly linkSecret: string;
  readonly paypalClientId: string;
  readonly paypalClientSecret: string;
  readonly yookassaSecretKey: string;
}

async function thisProcess(): Promise<RunningShop> {
  return { pid: process.pid, startedAt: (await startTimeOf(process.pid)) ?? '' };
}

/** The start time from /proc where there is one; elsewhere "alive" has to do. */
async function startTimeOf(pid: number): Promise<string | undefined> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat === undefined ? 'alive' : stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}
