/** A stored value with the version that `compareAndSet` expects. */
export interface VersionedValue<Value = unknown> {
  readonly value: Value;
  readonly version: number;
}

export interface Expiry {
  /** Milliseconds after which the value is gone; without it the value stays. */
  readonly ttlMs?: number;
}

/**
 * Values by namespace and key, with expiry, compare-and-set and counters. What is in it may be lost; nothing about money
 * is decided by it. Values are plain JSON.
 */
export abstract class KeyValueStore {
  abstract get<Value>(namespace: string, key: string): Promise<VersionedValue<Value> | undefined>;

  /** Writes whatever was there. Returns the new version. */
  abstract set(namespace: string, key: string, value: unknown, expiry?: Expiry): Promise<number>;

  /**
   * Writes only if the stored version is `expectedVersion` (0: only if there is nothing). Returns the new version, or
   * undefined when somebody else was first.
   */
  abstract compareAndSet(
    namespace: string,
    key: string,
    expectedVersion: number,
    value: unknown,
    expiry?: Expiry,
  ): Promise<number | undefined>;

  abstract delete(namespace: string, key: string): Promise<void>;

  /** Adds to a counter and returns its new value; the expiry is set by the first increment. */
  abstract increment(namespace: string, key: string, by: number, expiry?: Expiry): Promise<number>;
}

/** The same promise, kept over a restart: for carts. */
export abstract class DurableKeyValueStore extends KeyValueStore {}
