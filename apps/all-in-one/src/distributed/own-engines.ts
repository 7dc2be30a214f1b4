import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { brokerRightsOf, declaredServices, type Environment } from '@tovar/platform';
import {
  type Engine,
  type EngineLogin,
  type EngineLogins,
  EngineMissing,
  type EngineName,
  engineOver,
  urlFor,
} from '@tovar/platform/engines';
import type { DataFolder } from '../data-folder.ts';

const OWNER = 'tovar_owner';

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

/** Engines of the shop's own, prepared and not started. */
export interface OwnEngines {
  readonly engines: readonly Engine[];
  /** Where they are, with the login of their owner. */
  readonly environment: Environment;
  /** The same with the login of a service, whose rights are its own. */
  readonly loginsOf: (service: string) => Environment;
}

/**
 * Prepares those engines that the environment does not name, over the shop's folder; what is missing is installed, one after
 * the other. Throws `EngineNotToBeHad`.
 */
export async function prepareOwnEngines(given: Environment, folder: DataFolder, cache: string): Promise<OwnEngines> {
  const engines: Engine[] = [];
  const environment: Record<string, string> = {};
  const logins = new Map<string, EngineLogins>();
  const { brokerSecret } = await folder.secrets();
  for (const [name, variables] of Object.entries(VARIABLES) as [OwnEngineName, Record<string, string>][]) {
    const wanted = Object.entries(variables).filter(([variable]) => !given[variable]);
    if (wanted.length === 0) continue;
    const atEngine = loginsAt(name, brokerSecret);
    const engine = await prepared(name, { cache, folder: join(folder.path, name), logins: atEngine });
    engines.push(engine);
    for (const [variable, path] of wanted) {
      environment[variable] = `${engine.url}${path}`;
      logins.set(variable, atEngine);
    }
  }
  const loginsOf = (service: string): Environment => {
    const ofService = [...logins].map(([variable, { services }]) => {
      const login = services.find(({ name }) => name === service);
      return [variable, login && urlFor(environment[variable] ?? '', login)];
    });
    return Object.fromEntries(ofService) as Environment;
  };
  return { engines, environment, loginsOf };
}

/** The same at each start, and different for each shop, engine and service. */
function loginsAt(engine: OwnEngineName, secret: string): EngineLogins {
  const loginOf = (name: string): EngineLogin => ({
    name,
    password: createHmac('sha256', secret).update(`${engine} ${name}`).digest('base64url'),
  });
  const services = declaredServices().map((service) => ({ ...loginOf(service.name), rights: brokerRightsOf(service) }));
  return { owner: loginOf(OWNER), services };
}

async function prepared(name: OwnEngineName, place: Parameters<typeof engineOver>[1]): Promise<Engine> {
  try {
    return await engineOver(name, place);
  } catch (error) {
    if (error instanceof EngineMissing) throw new EngineNotToBeHad(error, Object.keys(VARIABLES[name]));
    throw error;
  }
}
