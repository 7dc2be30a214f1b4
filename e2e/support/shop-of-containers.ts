import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from '@tovar/platform/engines';
import { waitFor } from '@tovar/testing';
import type { Login } from './shop-process.ts';

const ROOT = join(import.meta.dirname, '../..');
const DEPLOY = join(ROOT, 'deploy');
const FILES = ['compose.yaml', 'compose.demo.yaml'].flatMap((name) => ['--file', join(DEPLOY, name)]);
/** What is built here, unless `TOVAR_IMAGE` names one that is there already. */
const BUILT = 'tovar:proof';
const UP_WITHIN_S = 400;
const REMOVED_WITHIN_MS = 60_000;

/** What Docker says of a container that we look at. */
export interface Container {
  readonly Name: string;
  readonly State: { readonly Status: string; readonly ExitCode: number };
  readonly Config: { readonly User: string; readonly Labels: Readonly<Record<string, string>> };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly CapDrop: readonly string[];
    readonly SecurityOpt: readonly string[];
    readonly Memory: number;
    readonly PidsLimit: number;
  };
}

/** The shop of deploy/compose.yaml and compose.demo.yaml, with secrets, volumes and ports of its own. */
export class ShopOfContainers {
  private constructor(
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    readonly url: string,
  ) {}

  /** Builds the image, and starts everything. Throws with what the containers have said when that fails. */
  static async start(): Promise<ShopOfContainers> {
    await needsDocker();
    const folder = await mkdtemp(join(tmpdir(), 'tovar-containers-'));
    const [port, sandboxPort] = await freePorts(2);
    const environment = {
      ...process.env,
      TOVAR_IMAGE: process.env.TOVAR_IMAGE ?? (await buildImage()),
      TOVAR_ADDRESS: `127.0.0.1:${port}`,
      SANDBOX_ADDRESS: `127.0.0.1:${sandboxPort}`,
    };
    // Compose finds secrets and settings of engines beside it: those of a shop that somebody keeps in deploy/ are not touched.
    await cp(join(DEPLOY, 'rabbitmq'), join(folder, 'rabbitmq'), { recursive: true });
    await run(process.execPath, [join(DEPLOY, 'make-secrets.mjs'), '--demo', join(folder, 'secrets')]);
    const shop = new ShopOfContainers(folder, environment, `http://127.0.0.1:${port}`);
    try {
      await shop.compose('up', '--detach', '--no-build', '--wait', '--wait-timeout', String(UP_WITHIN_S));
    } catch (error) {
      const said = [await shop.compose('ps', '--all'), await shop.compose('logs', '--no-color', '--tail', '20')];
      await shop.remove();
      throw new Error(`The containers did not get ready.\n${said.join('\n')}`, { cause: error });
    }
    return shop;
  }

  /** As the container that fills the shop tells it. */
  async login(role: 'customer' | 'manager' | 'admin'): Promise<Login> {
    const [, email = '', password = ''] =
      new RegExp(`\\b${role} +(\\S+@\\S+) +(\\S+)`).exec(await this.compose('logs', '--no-color', 'seed')) ?? [];
    return { role, email, password };
  }

  /** Runs Node in the container of a service, and returns what it wrote to standard output. */
  node(service: string, ...args: readonly string[]): Promise<string> {
    return this.compose('exec', '--no-TTY', service, 'node', ...args);
  }

  async containers(): Promise<Container[]> {
    const ids = (await this.compose('ps', '--all', '--quiet')).trim().split('\n');
    return JSON.parse(await run('docker', ['inspect', ...ids])) as Container[];
  }

  async stop(): Promise<void> {
    await this.compose('stop');
  }

  /** With all data. On a busy machine a network may outlive its last container by a moment. */
  async remove(): Promise<void> {
    const isDown = async () => (await this.compose('down', '--volumes', '--remove-orphans'), true);
    await waitFor('containers, volumes and networks to be removed', isDown, REMOVED_WITHIN_MS);
    await rm(this.folder, { recursive: true });
  }

  private compose(...args: readonly string[]): Promise<string> {
    const project = ['--project-name', `tovar-proof-${process.pid}`, '--project-directory', this.folder];
    return run('docker', ['compose', ...project, ...FILES, ...args], this.environment);
  }
}

/** The name of a container within compose.yaml. */
export function serviceOf({ Config: { Labels } }: Container): string {
  return Labels['com.docker.compose.service'] ?? '';
}

async function needsDocker(): Promise<void> {
  for (const args of [['info'], ['compose', 'version'], ['buildx', 'version']])
    await run('docker', args).catch((cause: Error) => {
      throw new Error(
        'This needs Docker with Compose v2 and Buildx, and its daemon: docs/how-to/prove-the-containers.md',
        { cause },
      );
    });
}

async function buildImage(): Promise<string> {
  // Behind a proxy npm has to know its authority.
  const authorities = process.env.NODE_EXTRA_CA_CERTS;
  const secret = authorities ? ['--secret', `id=ca,src=${authorities}`] : [];
  await run('docker', [
    'buildx',
    'build',
    '--load',
    '--file',
    join(DEPLOY, 'Dockerfile'),
    '--tag',
    BUILT,
    ...secret,
    ROOT,
  ]);
  return BUILT;
}

/** What the program wrote to standard output; throws with what it wrote to the other one. */
async function run(program: string, args: readonly string[], env = process.env): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { cwd: ROOT, env, maxBuffer: 64 * 1_024 * 1_024 });
  return stdout;
}
