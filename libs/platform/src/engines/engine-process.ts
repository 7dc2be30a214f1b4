import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const READY_WITHIN_MS = 90_000;
const STOPPED_WITHIN_MS = 20_000;
const LAST_WORDS = 4_000;
const PID_FILE = 'processes.json';
/** Tells an engine's processes from others that have got their ids later. */
const FOLDER_VARIABLE = 'TOVAR_ENGINE';

/** A program that an engine consists of. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** What an engine's processes are recorded as, beside their data: who started them, and their process groups. */
interface RecordedProcesses {
  readonly owner: number;
  readonly groups: readonly number[];
}

/** An engine did not come up; the message carries its own last words. */
export class EngineNotStarted extends Error {
  readonly code = 'ENGINE_NOT_STARTED';
}

/**
 * The processes of one engine over one data folder. Each is the leader of a process group of its own, so that all it has
 * started ends with it; the groups are written down, so that what a killed owner leaves behind is found again.
 */
export class EngineProcess {
  private children: ChildProcess[] = [];
  private lastWords = '';

  constructor(
    private readonly folder: string,
    private readonly programs: readonly Program[],
    private readonly isReady: () => Promise<boolean>,
  ) {}

  /** The process group of the engine itself; the programs before it serve it. */
  get pid(): number | undefined {
    return this.children.at(-1)?.pid;
  }

  async start(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    this.children = this.programs.map((program) => this.spawn(program));
    const groups = this.children.flatMap(({ pid }) => pid ?? []);
    await writeFile(join(this.folder, PID_FILE), JSON.stringify({ owner: process.pid, groups }));
    try {
      await this.becomeReady();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Ends it in its own way: what it has acknowledged is on disk. */
  async stop(): Promise<void> {
    for (const child of this.children.toReversed()) await end(child);
    await rm(join(this.folder, PID_FILE), { force: true });
  }

  /** Ends it as a power cut would; the data stays for `start`. */
  async kill(): Promise<void> {
    for (const child of this.children.toReversed()) await end(child, 'SIGKILL');
  }

  /** Stops all its threads, with its sockets open, until `resume`. */
  pause(): void {
    this.signal('SIGSTOP');
  }

  resume(): void {
    this.signal('SIGCONT');
  }

  private signal(name: NodeJS.Signals): void {
    if (this.pid !== undefined) process.kill(-this.pid, name);
  }

  private spawn({ command, args, environment }: Program): ChildProcess {
    const child = spawn(command, [...args], {
      cwd: this.folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment, [FOLDER_VARIABLE]: this.folder },
    });
    const hear = (chunk: Buffer): void => {
      this.lastWords = (this.lastWords + chunk.toString('utf8')).slice(-LAST_WORDS);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => hear(Buffer.from(error.message)));
    return child;
  }

  private async becomeReady(): Promise<void> {
    const giveUpAt = Date.now() + READY_WITHIN_MS;
    for (;;) {
      const isReady = await this.isReady();
      const isOver = this.children.some(hasEnded);
      // Somebody else may answer in the place of one that has ended.
      if (isReady && !isOver) return;
      if (isOver || Date.now() > giveUpAt) {
        throw new EngineNotStarted(
          `${this.programs.at(-1)?.command} did not start in ${this.folder}:\n${this.lastWords}`,
        );
      }
      await delay(50);
    }
  }
}

/** Ends the processes that a killed owner has left over this folder, and tells whether the folder is nobody's now. */
export async function endOrphans(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, PID_FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const { owner, groups } = JSON.parse(text) as RecordedProcesses;
  if (await isAlive(owner)) return false;
  for (const group of groups) if (await worksIn(group, folder)) process.kill(-group, 'SIGKILL');
  return true;
}

async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  const group = child.pid;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-group, signal);
  const forced = setTimeout(() => process.kill(-group, 'SIGKILL'), STOPPED_WITHIN_MS);
  await ended;
  clearTimeout(forced);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function isAlive(pid: number): Promise<boolean> {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Process ids are used again: only a process that was started in this folder may be ended. Some programs go elsewhere, and
 * some write their title over their environment.
 */
async function worksIn(pid: number, folder: string): Promise<boolean> {
  const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
  return workingFolder === folder || environment.split('\0').includes(`${FOLDER_VARIABLE}=${folder}`);
}
