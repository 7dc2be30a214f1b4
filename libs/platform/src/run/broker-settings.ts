import { z } from 'zod';
import { isWellKnown } from '../config/weak-secrets.ts';
import { parseKafkaUrl } from '../event-log/kafka/kafka-settings.ts';
import { parseQueueUrl } from '../job-queue/rabbit/queue-address.ts';

/** A Kafka address as it is given, known to be one. */
const kafkaUrl = z.string().superRefine((text, context) => {
  try {
    parseKafkaUrl(text);
  } catch (error) {
    context.addIssue((error as Error).message);
  }
});

/** The same of RabbitMQ. */
const queueUrl = z.string().superRefine((text, context) => {
  try {
    parseQueueUrl(text);
  } catch (error) {
    context.addIssue((error as Error).message);
  }
});

const redisUrl = z.url({ protocol: /^rediss?$/ });

/** Which servers keep messages, work and values; each one that is not named is replaced by PostgreSQL or by the process. */
export const brokerVariables = {
  EVENT_LOG_URL: kafkaUrl
    .optional()
    .describe(
      'Apache Kafka for the event log: `kafka+ssl://user:password@host:9093,host2:9093/topic?mechanism=SCRAM-SHA-512` ' +
        '(or SCRAM-SHA-256, PLAIN), or `kafka://host:9092/topic`; default: PostgreSQL',
    ),
  EVENT_LOG_ADMIN_URL: kafkaUrl
    .optional()
    .describe(
      'the same cluster and topic with the login of whoever may make topics and give rights: for `npm run migrate`, which ' +
        'gives each service its own',
    ),
  EVENT_LOG_REPLICAS: z.coerce
    .number()
    .int()
    .min(1)
    .max(9)
    .refine((replicas) => replicas !== 2, {
      error:
        'of two copies both must have a record before it is acknowledged, so the loss of either broker stops whatever is told: 1, or 3 and more.',
    })
    .optional()
    .describe(
      "brokers that keep a copy of Kafka's topic when Tovar makes it: 1, or 3 and more; default: as the cluster is set",
    ),
  EVENT_LOG_PARTITIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(12)
    .describe("of Kafka's topic when Tovar makes it; how many replicas of a service can share its events"),
  JOB_QUEUE_URL: queueUrl
    .optional()
    .describe('RabbitMQ for jobs: `amqps://user:password@host,host2:5671/vhost`; default: PostgreSQL'),
  KEY_VALUE_URL: redisUrl
    .optional()
    .describe(
      'Redis for limits and whatever else may be lost: `rediss://user:password@host/0`; default: in the process',
    ),
  DURABLE_KEY_VALUE_URL: redisUrl
    .optional()
    .describe('Redis, with `appendonly yes` and `maxmemory-policy noeviction`, for carts; default: PostgreSQL'),
  BROKER_CA_FILE: z
    .string()
    .optional()
    .describe(
      'certificates of the authorities that are believed about brokers reached by TLS, as PEM; default: those that Node believes',
    ),
  BROKER_ENCRYPTION: z
    .enum(['required', 'private-network'])
    .default('required')
    .describe('private-network: production may reach brokers without TLS and login, because nobody else can'),
};

/** What production does not start with: brokers that anybody on the way can read, or log in to. */
export function brokerDangers(settings: z.output<z.ZodObject<typeof brokerVariables>>): string[] {
  const { EVENT_LOG_URL, EVENT_LOG_ADMIN_URL, JOB_QUEUE_URL, KEY_VALUE_URL, DURABLE_KEY_VALUE_URL, BROKER_ENCRYPTION } =
    settings;
  const addresses = { EVENT_LOG_URL, EVENT_LOG_ADMIN_URL, JOB_QUEUE_URL, KEY_VALUE_URL, DURABLE_KEY_VALUE_URL };
  return Object.entries(addresses).flatMap(([name, url]) =>
    url === undefined ? [] : dangersOf(name, url, BROKER_ENCRYPTION === 'required'),
  );
}

function dangersOf(name: string, text: string, isEncryptionRequired: boolean): string[] {
  const url = new URL(text.replace(/,[^/?]*/, ''));
  const isEncrypted = /^(kafka\+ssl|amqps|rediss):$/.test(url.protocol);
  const password = decodeURIComponent(url.password);
  const problems: [boolean, string][] = [
    [isEncryptionRequired && !isEncrypted, 'production reaches it by TLS; see BROKER_ENCRYPTION.'],
    [isEncryptionRequired && password === '', 'production logs in to it; see BROKER_ENCRYPTION.'],
    [password === 'guest' || isWellKnown(password), 'its password is a well-known value.'],
  ];
  return problems.filter(([isBad]) => isBad).map(([, problem]) => `${name}: ${problem}`);
}
