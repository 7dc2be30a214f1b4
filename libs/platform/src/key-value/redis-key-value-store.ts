import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { BrokerLoginRefused, throwIfNotBelieved } from '../errors/broker.errors.ts';
import type { BrokerAddress } from '../run/broker-address.ts';
import { ServiceUnavailable } from '../errors/platform.errors.ts';
import { DurableKeyValueStore, type Expiry, type VersionedValue } from './key-value-store.ts';
import { StoreForgets } from './store-forgets.error.ts';

const ANSWERED_WITHIN_MS = 1_000;
const SLOWEST_RECONNECT_MS = 1_000;
const PREFIX = 'tovar:';
/** What Redis says to a wrong password, to none, and to a user without the right. */
const REFUSED = /\b(WRONGPASS|NOAUTH|NOPERM)\b/;

/** A value lives in a hash: `v` its JSON, `n` its version. No expiry is the empty text. */
const WRITE = `
  redis.call('HSET', KEYS[1], 'v', ARGV[1])
  if ARGV[2] == '' then redis.call('PERSIST', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], ARGV[2]) end`;
const SET = `
  local version = redis.call('HINCRBY', KEYS[1], 'n', 1) ${WRITE}
  return version`;
const COMPARE_AND_SET = `
  if (redis.call('HGET', KEYS[1], 'n') or '0') ~= ARGV[3] then return nil end
  local version = redis.call('HINCRBY', KEYS[1], 'n', 1) ${WRITE}
  return version`;
const INCREMENT = `
  local version = redis.call('HINCRBY', KEYS[1], 'n', 1)
  local value = redis.call('HINCRBY', KEYS[1], 'v', ARGV[1])
  if version == 1 and ARGV[2] ~= '' then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
  return value`;

type Script<Result> = (key: string, ...args: (string | number)[]) => Promise<Result>;

/** The client with our scripts, which it sends by their hash. */
type ScriptedRedis = Redis & {
  tovarSet: Script<number>;
  tovarCompareAndSet: Script<number | null>;
  tovarIncrement: Script<number>;
};

export interface RedisKeyValueStoreOptions extends BrokerAddress {
  /** True when a restart must forget nothing: the server then has to keep a log of what it is told, and all of it. */
  readonly isDurable: boolean;
}

/**
 * Values in Redis. Every operation is one command or one script, so that nobody comes in between; none waits longer than
 * a second, and one that fails throws `ServiceUnavailable`. Redis decides nothing: it may lose the last second.
 */
export class RedisKeyValueStore extends DurableKeyValueStore {
  private readonly logger = new Logger('KeyValueStore');
  private readonly redis: ScriptedRedis;

  constructor(private readonly options: RedisKeyValueStoreOptions) {
    super();
    this.redis = new Redis(options.url, {
      lazyConnect: true,
      // With these settings the client would speak TLS to an address in the clear, too.
      ...(options.url.startsWith('rediss:') && options.ca ? { tls: { ca: options.ca } } : {}),
      // Nobody else at the server need know what we are, and its users need no right to say so.
      disableClientInfo: true,
      maxRetriesPerRequest: 1,
      commandTimeout: ANSWERED_WITHIN_MS,
      connectTimeout: ANSWERED_WITHIN_MS,
      retryStrategy: (times) => Math.min(SLOWEST_RECONNECT_MS, 50 * times),
      scripts: {
        tovarSet: { lua: SET, numberOfKeys: 1 },
        tovarCompareAndSet: { lua: COMPARE_AND_SET, numberOfKeys: 1 },
        tovarIncrement: { lua: INCREMENT, numberOfKeys: 1 },
      },
    }) as ScriptedRedis;
    this.redis.on('error', (error) => this.logger.warn(`Redis is away: ${error.message}`));
  }

  /** Connects; throws `BrokerLoginRefused`, `BrokerNotBelieved`, and `StoreForgets` when the server would not keep what it must. */
  async start(): Promise<void> {
    await this.connect();
    if (this.options.isDurable) await this.requireMemory();
  }

  close(): void {
    this.redis.disconnect();
  }

  async get<Value>(namespace: string, key: string): Promise<VersionedValue<Value> | undefined> {
    const [json, version] = await answered(this.redis.hmget(nameOf(namespace, key), 'v', 'n'));
    return json === null || json === undefined
      ? undefined
      : { value: JSON.parse(json) as Value, version: Number(version) };
  }

  set(namespace: string, key: string, value: unknown, { ttlMs }: Expiry = {}): Promise<number> {
    return answered(this.redis.tovarSet(nameOf(namespace, key), JSON.stringify(value), ttlMs ?? ''));
  }

  async compareAndSet(
    namespace: string,
    key: string,
    expectedVersion: number,
    value: unknown,
    { ttlMs }: Expiry = {},
  ): Promise<number | undefined> {
    const name = nameOf(namespace, key);
    const json = JSON.stringify(value);
    return (await answered(this.redis.tovarCompareAndSet(name, json, ttlMs ?? '', expectedVersion))) ?? undefined;
  }

  async delete(namespace: string, key: string): Promise<void> {
    await answered(this.redis.del(nameOf(namespace, key)));
  }

  increment(namespace: string, key: string, by: number, { ttlMs }: Expiry = {}): Promise<number> {
    return answered(this.redis.tovarIncrement(nameOf(namespace, key), by, ttlMs ?? ''));
  }

  private async connect(): Promise<void> {
    const variable = this.options.isDurable ? 'DURABLE_KEY_VALUE_URL' : 'KEY_VALUE_URL';
    let failure: Error | undefined;
    const hear = (error: Error): void => {
      failure = error;
    };
    this.redis.on('error', hear);
    try {
      await this.redis.connect();
    } catch (error) {
      this.redis.disconnect();
      throwIfNotBelieved(variable, failure);
      if (failure && REFUSED.test(failure.message)) throw new BrokerLoginRefused(variable, { cause: failure });
      throw error;
    } finally {
      this.redis.off('error', hear);
    }
  }

  private async requireMemory(): Promise<void> {
    const information = await answered(this.redis.info());
    if (!/^aof_enabled:1/m.test(information)) throw new StoreForgets('appendonly', 'yes');
    if (!/^maxmemory_policy:noeviction/m.test(information)) throw new StoreForgets('maxmemory-policy', 'noeviction');
  }
}

/** Whatever the client throws means the same to a caller: not now. */
async function answered<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (cause) {
    throw new ServiceUnavailable('key-value', { cause });
  }
}

/** The length tells where the namespace ends, so that no two pairs share a name. */
function nameOf(namespace: string, key: string): string {
  return `${PREFIX}${namespace.length}:${namespace}${key}`;
}
