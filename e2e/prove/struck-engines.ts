import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Engine, type EngineName, engineOver } from '@tovar/platform/engines';
import { TcpProxy } from '@tovar/testing';
import { allOf } from './all-of.ts';

const CACHE = resolve('.tovar/engines');

/** An engine, and the way that services have to it: those who strike it go there directly. */
interface StruckEngine {
  readonly engine: Engine;
  readonly way: TcpProxy;
  /** At the near end of the way. */
  readonly url: string;
}

export type Broker = 'kafka' | 'rabbitmq' | 'redis';

/** Kafka, RabbitMQ and Redis of a shop that is struck, each with a network of our own before it. */
export class StruckEngines {
  private constructor(private readonly engines: Readonly<Record<Broker, StruckEngine>>) {}

  static async start(folder: string): Promise<StruckEngines> {
    const [kafka, rabbitmq, redis] = await Promise.all([
      led('kafka', folder),
      led('rabbitmq', folder),
      led('redis', folder),
    ]);
    await advertise(join(folder, 'kafka'), kafka.way);
    const engines = new StruckEngines({ kafka, rabbitmq, redis });
    try {
      await allOf([kafka, rabbitmq, redis].map(({ engine }) => engine.start()));
      return engines;
    } catch (error) {
      await engines.stop().catch(() => undefined);
      throw error;
    }
  }

  engine(name: Broker): Engine {
    return this.engines[name].engine;
  }

  way(name: Broker): TcpProxy {
    return this.engines[name].way;
  }

  /** What services are told. */
  get environment(): Record<string, string> {
    const { kafka, rabbitmq, redis } = this.engines;
    return {
      EVENT_LOG_URL: kafka.url,
      JOB_QUEUE_URL: rabbitmq.url,
      DURABLE_KEY_VALUE_URL: `${redis.url}/0`,
      KEY_VALUE_URL: `${redis.url}/1`,
    };
  }

  async stop(): Promise<void> {
    for (const { engine, way } of Object.values(this.engines)) {
      await engine.stop();
      await way.close();
    }
  }
}

async function led(name: EngineName, folder: string): Promise<StruckEngine> {
  const engine = await engineOver(name, { cache: CACHE, folder: join(folder, name) });
  const { proxy, url } = await TcpProxy.before(engine.url);
  return { engine, way: proxy, url };
}

/** A broker tells its clients where it is: they must not go past the way. */
async function advertise(folder: string, { port }: TcpProxy): Promise<void> {
  const settings = join(folder, 'server.properties');
  const told = (await readFile(settings, 'utf8')).replace(
    /^(advertised\.listeners=\w+:\/\/).*$/m,
    (_, listener: string) => `${listener}127.0.0.1:${port}`,
  );
  await writeFile(settings, told);
}
