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

/** Where a shop's facts are, and with them all that is still to be done about them. */
export type FactsIn = 'PostgreSQL' | 'Kafka';

/** The folder belongs to a shop whose log is somewhere else: facts that are not handled yet would be lost. */
export class FactsElsewhere extends Error {
  readonly code = 'FACTS_ELSEWHERE';
  constructor(folder: string, known: FactsIn, wanted: FactsIn) {
    super(
      `The shop on ${folder} keeps its event log in ${known} and cannot go on with ${wanted}. Set DATA_DIR to another folder, ` +
        `or start it as before: ${known === 'Kafka' ? 'npm run distributed' : 'npm start, or npm run distributed -- --engines given'}.`,
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

  /** Where the shop's log is; undefined before its first start. */
  async factsIn(): Promise<FactsIn | undefined> {
    return (await this.read<{ factsIn: FactsIn }>('log.json'))?.factsIn;
  }

  /** Says where the shop's log is, from its first start on. Throws `FactsElsewhere` when it has been somewhere else. */
  async keepFactsIn(wanted: FactsIn): Promise<void> {
    const known = await this.factsIn();
    if (known === undefined) return this.write('log.json', { factsIn: wanted });
    if (known !== wanted) throw new FactsElsewhere(this.path, known, wanted);
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
      cdekClientSecret: known?.cdekClientSecret ?? secret(),
      cdekWebhookSecret: known?.cdekWebhookSecret ?? secret(),
      brokerSecret: known?.brokerSecret ?? secret(),
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
  readonly cdekClientSecret: string;
  readonly cdekWebhookSecret: string;
  /** What the logins at engines of the shop's own are made from. */
  readonly brokerSecret: string;
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
