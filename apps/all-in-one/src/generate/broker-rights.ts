import { brokerRightsOf, declaredServices, loadModules } from '@tovar/platform';
import { services } from '../services.ts';

/** For those who make users of brokers without the code of the services: deploy/make-secrets.mjs, or whoever keeps them. */
export async function brokerRights(): Promise<Map<string, string>> {
  const names = await loadModules(services);
  const rights = declaredServices()
    .filter(({ name }) => names.has(name))
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map((service) => [service.name, ofFiles(brokerRightsOf(service))]);
  return new Map([['deploy/broker-rights.json', `${JSON.stringify(Object.fromEntries(rights), null, 2)}\n`]]);
}

/** Kafka is told by the migrations. */
function ofFiles({ rabbitmq, redis }: ReturnType<typeof brokerRightsOf>): object {
  return { rabbitmq, redis };
}
