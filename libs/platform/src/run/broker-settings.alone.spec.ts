import { configurationProblems, type Environment } from '../config/configuration.ts';
import './platform.config.ts';

const SAFE: Environment = {
  NODE_ENV: 'production',
  PLATFORM_DATABASE_URL: 'postgres://platform:x8Kd02mZq@db.internal/tovar',
  EVENT_LOG_URL: 'kafka+ssl://orders:x8Kd02mZq@kafka-1:9093,kafka-2:9093/tovar?mechanism=SCRAM-SHA-256',
  JOB_QUEUE_URL: 'amqps://orders:x8Kd02mZq@rabbit-1.internal:5671,rabbit-2.internal:5671/tovar',
  KEY_VALUE_URL: 'rediss://orders:x8Kd02mZq@redis.internal:6379/0',
  DURABLE_KEY_VALUE_URL: 'rediss://cart:x8Kd02mZq@redis.internal:6379/1',
};

const withUrl = (name: string, url: string): string[] => configurationProblems({ ...SAFE, [name]: url });

describe('[MTLS-03] brokers in production', () => {
  it('are reached by TLS, with a login of their own', () => {
    expect(configurationProblems(SAFE)).toEqual([]);
  });

  it.each([
    ['EVENT_LOG_URL', 'kafka://orders:x8Kd02mZq@kafka:9092/tovar'],
    ['JOB_QUEUE_URL', 'amqp://orders:x8Kd02mZq@rabbit/tovar'],
    ['KEY_VALUE_URL', 'redis://orders:x8Kd02mZq@redis'],
    ['DURABLE_KEY_VALUE_URL', 'redis://orders:x8Kd02mZq@redis'],
  ])('are not reached in the clear: %s=%s', (name, url) => {
    expect(withUrl(name, url)).toEqual([`${name}: production reaches it by TLS; see BROKER_ENCRYPTION.`]);
  });

  it.each([
    ['EVENT_LOG_URL', 'kafka+ssl://kafka:9093/tovar'],
    ['KEY_VALUE_URL', 'rediss://redis'],
  ])('are not reached without a login: %s=%s', (name, url) => {
    expect(withUrl(name, url)).toEqual([`${name}: production logs in to it; see BROKER_ENCRYPTION.`]);
  });

  it.each([
    ['EVENT_LOG_URL', 'kafka+ssl://orders:change-me@kafka:9093/tovar'],
    ['JOB_QUEUE_URL', 'amqps://guest:guest@rabbit'],
    ['KEY_VALUE_URL', 'rediss://:password@redis'],
  ])('are not reached by a password that everybody knows: %s=%s', (name, url) => {
    expect(withUrl(name, url)).toEqual([`${name}: its password is a well-known value.`]);
  });

  it.each(['1', '3', '5'])('keep %s copies of the log', (replicas) => {
    expect(configurationProblems({ ...SAFE, EVENT_LOG_REPLICAS: replicas })).toEqual([]);
  });

  it('do not keep two copies of the log, of which neither could be lost', () => {
    expect(configurationProblems({ ...SAFE, EVENT_LOG_REPLICAS: '2' })).toEqual([
      expect.stringMatching(/EVENT_LOG_REPLICAS.*loss of either broker/),
    ]);
  });

  it('may be reached in the clear where nobody else is, but by no well-known password', () => {
    const inside = { ...SAFE, BROKER_ENCRYPTION: 'private-network' };
    expect(
      configurationProblems({ ...inside, EVENT_LOG_URL: 'kafka://kafka/tovar', KEY_VALUE_URL: 'redis://redis' }),
    ).toEqual([]);
    expect(configurationProblems({ ...inside, JOB_QUEUE_URL: 'amqp://guest:guest@rabbit' })).toHaveLength(1);
  });

  it.each([
    ['EVENT_LOG_URL', 'http://kafka:9092/tovar'],
    ['EVENT_LOG_URL', 'kafka://kafka:9092'],
    ['EVENT_LOG_URL', 'kafka+ssl://a:x8Kd02mZq@kafka/tovar?mechanism=NONE'],
    ['JOB_QUEUE_URL', 'http://rabbit'],
    ['KEY_VALUE_URL', 'memcached://redis'],
  ])('have addresses of their own kind: not %s=%s', (name, url) => {
    expect(withUrl(name, url)).toEqual([expect.stringContaining(name)]);
  });
});
