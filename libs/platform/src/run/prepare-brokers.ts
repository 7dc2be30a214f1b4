import type { Environment } from '../config/configuration.ts';
import { brokerAuthorities } from './broker-authorities.ts';
import { brokerRightsOf } from './broker-rights.ts';
import { declaredServices } from './declared-services.ts';
import { earlyPlatformConfig } from './platform.config.ts';

/**
 * With `EVENT_LOG_ADMIN_URL`: makes the log's topic, and gives each of the services its rights in Kafka. RabbitMQ and Redis read
 * who may do what from files of their own; see docs/decisions/0046.
 */
export async function prepareBrokers(environment: Environment, names: readonly string[]): Promise<void> {
  const config = earlyPlatformConfig(environment);
  if (!config.EVENT_LOG_ADMIN_URL) return;
  const { prepareLog } = await import('../event-log/kafka/log-rights.ts');
  await prepareLog({
    url: config.EVENT_LOG_ADMIN_URL,
    ca: await brokerAuthorities(config),
    partitions: config.EVENT_LOG_PARTITIONS,
    replicas: config.EVENT_LOG_REPLICAS,
    services: declaredServices()
      .filter(({ name }) => names.includes(name))
      .map((service) => ({ name: service.name, rights: brokerRightsOf(service).kafka })),
  });
}
