import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { databaseUrlVariable, type Environment, run } from '@tovar/platform';
import { services } from '../services.ts';
import { withDatabase } from './with-database.ts';

/** A command does nothing that would use these; a service does not start without them. */
const UNUSED = { PUBLIC_URL: 'http://127.0.0.1', PAYPAL_ENVIRONMENT: 'local', LOG_LEVEL: 'warn' };

/** Those that keep anything. */
export const storedServices = Object.fromEntries(Object.entries(services).filter(([name]) => name !== 'gateway'));

/**
 * Runs an operator's command within a service, beside those of its processes that may be at work: it shares their database and
 * their brokers, and takes no message and no job from them.
 */
export function withService<T>(name: string, environment: Environment, work: Work<T>): Promise<T> {
  // In a container of its own a service has its own connection, and nobody has the administrator's.
  if (!environment.ADMIN_DATABASE_URL && environment[databaseUrlVariable(name)]) return within(name, environment, work);
  return withDatabase(environment, ({ adminUrl, folder }) =>
    within(name, { ...environment, ADMIN_DATABASE_URL: adminUrl, DATA_DIR: folder.path }, work),
  );
}

type Work<T> = (service: NestFastifyApplication) => Promise<T>;

async function within<T>(name: string, environment: Environment, work: Work<T>): Promise<T> {
  const entry = services[name];
  if (!entry) throw new Error(`There is no service "${name}".`);
  const running = await run({ [name]: entry }, { environment: { ...UNUSED, ...environment }, isIdle: true });
  try {
    return await work(running.app(name));
  } finally {
    await running.stop();
  }
}
