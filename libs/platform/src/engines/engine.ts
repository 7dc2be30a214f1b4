import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { endOrphans, EngineProcess, type Program } from './engine-process.ts';
import type { EngineLogins } from './engine-logins.ts';

/** How one kind of engine is installed and run on this machine. */
export interface EngineRecipe {
  readonly name: string;
  /** Prepares a data folder, empty or used before, and says what to run over it. Throws `EngineMissing`. */
  prepare(place: EnginePlace): Promise<PreparedEngine>;
}

export interface EnginePlace {
  /** For programs that are downloaded once. */
  readonly cache: string;
  /** For this engine's data alone. */
  readonly folder: string;
  /** Who may log in; default: everybody may, and do everything. */
  readonly logins?: EngineLogins;
}

export interface PreparedEngine {
  /** What a service connects to; of an engine with logins, its owner. */
  readonly url: string;
  /** In the order of starting; the engine itself is the last. */
  readonly programs: readonly Program[];
  isReady(): Promise<boolean>;
}

/** A server of our own on 127.0.0.1, on free ports, over a data folder of its own: for development and for tests. */
export class Engine {
  private constructor(
    readonly name: string,
    readonly url: string,
    private readonly folder: string,
    private readonly process: EngineProcess,
  ) {}

  /**
   * Installs the engine when that is needed and possible, and starts it under `home`, where it also ends what a killed
   * process has left behind. Throws `EngineMissing` or `EngineNotStarted`, which say what to do.
   */
  static async start(recipe: EngineRecipe, home: string, logins?: EngineLogins): Promise<Engine> {
    const running = join(home, 'running');
    await removeOrphans(running);
    const folder = join(running, `${recipe.name}-${process.pid}-${randomBytes(4).toString('hex')}`);
    const engine = await Engine.over(recipe, { cache: home, folder, logins });
    await engine.start();
    return engine;
  }

  /**
   * Installs the engine when that is needed and possible, over a folder whose data stays from one process to the next; ends
   * what a killed process has left there. It runs from `start` on. Throws `EngineMissing`.
   */
  static async over(recipe: EngineRecipe, place: EnginePlace): Promise<Engine> {
    const { folder } = place;
    await mkdir(folder, { recursive: true });
    await endOrphans(folder);
    const prepared = await recipe.prepare(place);
    const process = new EngineProcess(folder, prepared.programs, () => prepared.isReady());
    return new Engine(recipe.name, prepared.url, folder, process);
  }

  /** Installs the engine when that is needed and possible, and starts nothing. Throws `EngineMissing`. */
  static async install(recipe: EngineRecipe, home: string): Promise<void> {
    const folder = join(home, `installing-${recipe.name}-${process.pid}`);
    await mkdir(folder, { recursive: true });
    try {
      await recipe.prepare({ cache: home, folder });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** Starts it, also again, on the same address and data, after `stop` or `kill`. */
  start(): Promise<void> {
    return this.process.start();
  }

  /** Ends it cleanly; the data stays. */
  stop(): Promise<void> {
    return this.process.stop();
  }

  /** Ends it as a power cut would; the data stays. */
  kill(): Promise<void> {
    return this.process.kill();
  }

  /** Holds it as if its machine had stopped, with connections open, until `resume`. */
  pause(): void {
    this.process.pause();
  }

  resume(): void {
    this.process.resume();
  }

  /** Stops it and deletes its data. */
  async destroy(): Promise<void> {
    await this.process.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function removeOrphans(running: string): Promise<void> {
  for (const name of await readdir(running).catch(() => [])) {
    const folder = join(running, name);
    if (await endOrphans(folder)) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
