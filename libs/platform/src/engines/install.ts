import { spawn } from 'node:child_process';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { EngineMissing } from './engine.errors.ts';

const ADMINISTRATOR = 0;

/** Where a command is: the first of the places that exists, then the search path. */
export async function findProgram(name: string, places: readonly string[] = []): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const path of [...places, ...folders.map((folder) => join(folder, name))]) if (await exists(path)) return path;
  return undefined;
}

export interface DebianProgram {
  readonly engine: string;
  readonly name: string;
  /** Where the package puts it, when that is not on the search path. */
  readonly places?: readonly string[];
  readonly debianPackage: string;
}

/** Finds the program, installs its Debian package when this process may, and throws `EngineMissing` otherwise. */
export async function installed({ engine, name, places, debianPackage }: DebianProgram): Promise<string> {
  const found = await findProgram(name, places);
  if (found) return found;
  const remedy = `Install it by "apt-get install ${debianPackage}", or give the address of a server that runs.`;
  if (process.getuid?.() !== ADMINISTRATOR || !(await findProgram('apt-get'))) throw new EngineMissing(engine, remedy);
  try {
    const quietly = { DEBIAN_FRONTEND: 'noninteractive' };
    await runToEnd('apt-get', ['install', '-y', '-q', '--no-install-recommends', debianPackage], quietly).catch(
      async () => {
        await runToEnd('apt-get', ['update', '-q'], quietly);
        await runToEnd('apt-get', ['install', '-y', '-q', '--no-install-recommends', debianPackage], quietly);
      },
    );
  } catch (cause) {
    throw new EngineMissing(engine, remedy, { cause });
  }
  const placed = await findProgram(name, places);
  if (!placed) throw new EngineMissing(engine, remedy);
  return placed;
}

export interface MavenArtifact {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string;
  /** Default: a jar. */
  readonly type?: string;
}

/** Copies the artifacts and all they need into the folder, once. */
export function mavenJars(engine: string, artifacts: readonly MavenArtifact[], folder: string): Promise<string> {
  return fromMaven({ engine, artifacts, folder, goal: 'dependency:copy-dependencies' });
}

/** Unpacks an archive into the folder, once. */
export function mavenArchive(engine: string, archive: MavenArtifact, folder: string): Promise<string> {
  return fromMaven({ engine, artifacts: [archive], folder, goal: 'dependency:unpack-dependencies' });
}

interface MavenRequest {
  readonly engine: string;
  readonly artifacts: readonly MavenArtifact[];
  readonly folder: string;
  readonly goal: string;
}

/** Beside the folder first, then moved there when all is there. */
async function fromMaven({ engine, artifacts, folder, goal }: MavenRequest): Promise<string> {
  if (await exists(folder)) return folder;
  const maven = await installed({ engine, name: 'mvn', debianPackage: 'maven' });
  const draft = `${folder}.draft-${process.pid}`;
  await mkdir(draft, { recursive: true });
  try {
    await writeFile(join(draft, 'pom.xml'), projectOf(artifacts));
    await runToEnd(maven, ['-q', '-B', '-f', join(draft, 'pom.xml'), goal, `-DoutputDirectory=${draft}`]);
    // Another process may have been faster.
    await rename(draft, folder).catch(() => undefined);
  } catch (cause) {
    const names = artifacts.map(({ groupId, artifactId, version }) => `${groupId}:${artifactId}:${version}`);
    throw new EngineMissing(engine, `Put ${names.join(' and ')} from Maven Central into ${folder}.`, { cause });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** Runs a program to its end; throws with its output when it fails. */
export function runToEnd(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const child = spawn(command, [...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${command} failed:\n${output}`))));
  });
}

function projectOf(artifacts: readonly MavenArtifact[]): string {
  const dependencies = artifacts.map(
    ({ groupId, artifactId, version, type = 'jar' }) =>
      `<dependency><groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${version}</version><type>${type}</type></dependency>`,
  );
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>tovar</groupId><artifactId>engine</artifactId><version>1</version>
<dependencies>${dependencies.join('')}</dependencies></project>`;
}

export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
