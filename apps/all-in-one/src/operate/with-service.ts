import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Environment, run } from '@tovar/platform';
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
export function withService<T>(
  name: string,
  environment: Environment,
  work: (service: NestFastifyApplication) => Promise<T>,
): Promise<T> {
  return withDatabase(environment, async ({ adminUrl, folder }) => {
    const entry = services[name];
    if (!entry) throw new Error(`There is no service "${name}".`);
    const reached = { ADMIN_DATABASE_URL: adminUrl, DATA_DIR: folder.path };
    const running = await run(
      { [name]: entry },
      { environment: { ...UNUSED, ...environment, ...reached }, isIdle: true },
    );
    try {
      return await work(running.app(name));
    } finally {
      await running.stop();
    }
  });
}
