import type { ServiceOptions } from './service.module.ts';

/** What the login of a service may do at each broker, and no more; see docs/decisions/0046. */
export interface BrokerRights {
  /** Beside reading and writing the log's own topic. */
  readonly kafka: {
    /** Groups in which it works: one with its name, and those that begin with its name and a dot. */
    readonly worksAs: string;
    /** True when it may see how far every group is. */
    readonly seesAllGroups: boolean;
  };
  /** Regular expressions of the names of queues and exchanges. */
  readonly rabbitmq: { readonly configure: string; readonly write: string; readonly read: string };
  /** Rules of Redis's access lists. */
  readonly redis: readonly string[];
}

type DeclaredService = Pick<ServiceOptions, 'name' | 'jobs' | 'sendsMail' | 'facesClients'>;

const NOTHING = '^$';
/** What the client asks at the start, and the operations of `RedisKeyValueStore`. */
const COMMANDS = 'ping info select hmget hget hset hincrby persist pexpire del eval evalsha'.split(' ');

/** What follows for the brokers from what a service declares of itself. */
export function brokerRightsOf(service: DeclaredService): BrokerRights {
  const own = service.jobs ? `^${service.name}\\.` : NOTHING;
  return {
    kafka: { worksAs: service.name, seesAllGroups: service.facesClients ?? false },
    rabbitmq: { configure: own, write: own, read: own },
    redis: ['resetkeys', 'resetchannels', '-@all', ...COMMANDS.map((name) => `+${name}`), ...keysOf(service)],
  };
}

/**
 * The namespace of its name, and those that begin with its name and a dot. The name of a key says how long its namespace is, so
 * a longer key in a shorter namespace of another service is not taken for one of its own.
 */
function keysOf({ name, sendsMail, facesClients }: DeclaredService): string[] {
  const shortest = name.length + '.x'.length;
  const own = [`~tovar:${name.length}:${name}*`, `~tovar:[1-9][0-9]:${name}.*`];
  if (shortest < 10) own.push(`~tovar:[${shortest}-9]:${name}.*`);
  // Which mails have been sent, and their texts while no server takes them: for those that send some, and for the page.
  if (sendsMail) own.push('~tovar:4:mail*', '~tovar:11:mail-outbox*');
  if (facesClients) own.push('%R~tovar:11:mail-outbox*');
  return own;
}
