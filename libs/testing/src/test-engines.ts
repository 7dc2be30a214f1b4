import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import {
  type Engine,
  ENGINE_NAMES,
  type EngineLogins,
  type EngineName,
  installEngine,
  startEngine,
  startKafkaCluster,
} from '@tovar/platform/engines';

/** Where `npm test` says who starts brokers for the suites that ask for one. */
export const TEST_ENGINES_VARIABLE = 'TOVAR_TEST_ENGINES_URL';

/** What is downloaded stays there from run to run. */
const ENGINES_HOME = join(import.meta.dirname, '../../../.tovar/engines');

/**
 * The address of an engine that all suites of this run share; the first who asks has it started. Suites keep to topics,
 * queues and keys of their own.
 */
export async function testEngine(name: EngineName): Promise<string> {
  const starter = process.env[TEST_ENGINES_VARIABLE];
  if (!starter) throw new Error('These tests need an engine: run them by "npm test -- <path>".');
  const answer = await fetch(`${starter}/${name}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

/**
 * Installs what is missing, one after the other: in the middle of a suite a download would take its time, and two
 * installers at once would be in each other's way. An engine that cannot be installed is left to the suites that ask for it.
 */
export async function installEngines(): Promise<void> {
  for (const name of ENGINE_NAMES) {
    await installEngine(name, ENGINES_HOME).catch((error: Error) => process.stderr.write(`${error.message}\n`));
  }
}

/** An engine of the suite's own, which it may kill, stop and start; ended by `destroy`. */
export function ownEngine(name: EngineName, logins?: EngineLogins): Promise<Engine> {
  return startEngine(name, ENGINES_HOME, logins);
}

/** A cluster of Kafka of the suite's own; each broker ended by `destroy`. */
export function ownKafkaCluster(brokers: number): Promise<Engine[]> {
  return startKafkaCluster(brokers, ENGINES_HOME);
}

/** Starts engines for the suites of one run, each once and not before somebody asks; ends them with the run. */
export class TestEngines {
  private readonly started = new Map<EngineName, Promise<Engine>>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.engine(request.url?.slice(1) as EngineName).then(
        ({ url }) => response.end(url),
        (error: Error) => response.writeHead(500).end(error.message),
      );
    });
  }

  static async listen(): Promise<TestEngines> {
    const engines = new TestEngines();
    await new Promise<void>((resolve) => engines.server.listen(0, '127.0.0.1', resolve));
    return engines;
  }

  get url(): string {
    const address = this.server.address();
    if (!address || typeof address === 'string') throw new Error('The starter of engines does not listen.');
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    for (const starting of this.started.values()) await (await starting.catch(() => undefined))?.destroy();
  }

  private engine(name: EngineName): Promise<Engine> {
    const starting = this.started.get(name) ?? startEngine(name, ENGINES_HOME);
    this.started.set(name, starting);
    return starting;
  }
}
