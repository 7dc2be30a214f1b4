import { Engine, type EnginePlace, type EngineRecipe } from './engine.ts';
import type { EngineLogins } from './engine-logins.ts';
import { kafka, kafkaNodes } from './kafka.engine.ts';
import { opensearch } from './opensearch.engine.ts';
import { rabbitmq } from './rabbitmq.engine.ts';
import { redis } from './redis.engine.ts';
import { s3 } from './s3.engine.ts';
import { smtp } from './smtp.engine.ts';

export { Engine } from './engine.ts';
export { type EngineCertificate, type EngineLogin, type EngineLogins, urlFor } from './engine-logins.ts';
export { firstFreePort, freePort, freePorts } from './free-ports.ts';
export { MAILS_FILE } from './smtp.engine.ts';
export { EngineMissing } from './engine.errors.ts';
export { EngineNotStarted } from './engine-process.ts';

const RECIPES = { kafka, rabbitmq, redis, s3, smtp, opensearch } satisfies Record<string, EngineRecipe>;

export type EngineName = keyof typeof RECIPES;

export const ENGINE_NAMES = Object.keys(RECIPES) as EngineName[];

/** Installs one of the engines under `home`, where its downloads stay, without starting it. Throws `EngineMissing`. */
export function installEngine(name: EngineName, home: string): Promise<void> {
  return Engine.install(RECIPES[name], home);
}

/**
 * One of the engines over a folder of its own, where its data stays: not started yet, and installed if need be. `cache` keeps
 * what is downloaded. Throws `EngineMissing`.
 */
export function engineOver(name: EngineName, place: EnginePlace): Promise<Engine> {
  return Engine.over(RECIPES[name], place);
}

/** Starts one of the engines that the distributed mode needs; `home` keeps what is downloaded, and its data while it runs. */
export function startEngine(name: EngineName, home: string, logins?: EngineLogins): Promise<Engine> {
  return Engine.start(RECIPES[name], home, logins);
}

/** Starts a cluster of Kafka of so many brokers; each is an engine of its own, and knows the address of all. */
export async function startKafkaCluster(brokers: number, home: string): Promise<Engine[]> {
  const recipes = await kafkaNodes(brokers);
  return Promise.all(recipes.map((recipe) => Engine.start(recipe, home)));
}
