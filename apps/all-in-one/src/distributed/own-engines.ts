import { join } from 'node:path';
import type { Environment } from '@tovar/platform';
import { type Engine, EngineMissing, type EngineName, engineOver } from '@tovar/platform/engines';
import type { DataFolder } from '../data-folder.ts';

/** What each engine is for: the variables that name a server of it, and what to add to the address for each. */
const VARIABLES = {
  kafka: { EVENT_LOG_URL: '' },
  rabbitmq: { JOB_QUEUE_URL: '' },
  // What may be lost and what should stay are apart, so that the one can be emptied.
  redis: { DURABLE_KEY_VALUE_URL: '/0', KEY_VALUE_URL: '/1' },
} satisfies Partial<Record<EngineName, Record<string, string>>>;

type OwnEngineName = keyof typeof VARIABLES;

/** An engine that is neither given nor to be had; the message says what to do. */
export class EngineNotToBeHad extends Error {
  readonly code = 'ENGINE_NOT_TO_BE_HAD';
  constructor(missing: EngineMissing, variables: readonly string[]) {
    super(
      `${missing.message}\nServers that run already: ${variables.join(', ')}. Without one, PostgreSQL stands in: --engines given.`,
      { cause: missing },
    );
  }
}

/** Engines of the shop's own, prepared and not started, and what services are told of them. */
export interface OwnEngines {
  readonly engines: readonly Engine[];
  readonly environment: Environment;
}

/**
 * Prepares those engines that the environment does not name, over the shop's folder; what is missing is installed, one after
 * the other. Throws `EngineNotToBeHad`.
 */
export async function prepareOwnEngines(given: Environment, folder: DataFolder, cache: string): Promise<OwnEngines> {
  const engines: Engine[] = [];
  const environment: Record<string, string> = {};
  for (const [name, variables] of Object.entries(VARIABLES) as [OwnEngineName, Record<string, string>][]) {
    const wanted = Object.entries(variables).filter(([variable]) => !given[variable]);
    if (wanted.length === 0) continue;
    const engine = await prepared(name, { cache, folder: join(folder.path, name) });
    engines.push(engine);
    for (const [variable, path] of wanted) environment[variable] = `${engine.url}${path}`;
  }
  return { engines, environment };
}

async function prepared(name: OwnEngineName, place: { cache: string; folder: string }): Promise<Engine> {
  try {
    return await engineOver(name, place);
  } catch (error) {
    if (error instanceof EngineMissing) throw new EngineNotToBeHad(error, Object.keys(VARIABLES[name]));
    throw error;
  }
}
