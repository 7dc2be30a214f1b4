import { type Expiry, KeyValueStore, type VersionedValue } from './key-value-store.ts';

interface Entry {
  readonly value: string;
  readonly version: number;
  readonly expiresAt: number;
}

const SWEEP_EVERY = 10_000;

/** In the process: for what expires anyway. Values are copied, so nobody changes what is stored. */
export class MemoryKeyValueStore extends KeyValueStore {
  private readonly entries = new Map<string, Entry>();
  private writes = 0;

  constructor(private readonly now: () => number = Date.now) {
    super();
  }

  /** How many values are held in memory, expired ones that nobody has swept out included. */
  get size(): number {
    return this.entries.size;
  }

  async get<Value>(namespace: string, key: string): Promise<VersionedValue<Value> | undefined> {
    const entry = this.live(nameOf(namespace, key));
    return entry && { value: JSON.parse(entry.value) as Value, version: entry.version };
  }

  async set(namespace: string, key: string, value: unknown, { ttlMs }: Expiry = {}): Promise<number> {
    const name = nameOf(namespace, key);
    return this.write(name, value, this.expiresAt(ttlMs));
  }

  async compareAndSet(
    namespace: string,
    key: string,
    expectedVersion: number,
    value: unknown,
    { ttlMs }: Expiry = {},
  ): Promise<number | undefined> {
    const name = nameOf(namespace, key);
    if ((this.live(name)?.version ?? 0) !== expectedVersion) return undefined;
    return this.write(name, value, this.expiresAt(ttlMs));
  }

  async delete(namespace: string, key: string): Promise<void> {
    this.entries.delete(nameOf(namespace, key));
  }

  async increment(namespace: string, key: string, by: number, { ttlMs }: Expiry = {}): Promise<number> {
    const name = nameOf(namespace, key);
    const entry = this.live(name);
    const value = (entry ? Number(entry.value) : 0) + by;
    this.write(name, value, entry ? entry.expiresAt : this.expiresAt(ttlMs));
    return value;
  }

  private write(name: string, value: unknown, expiresAt: number): number {
    const version = (this.live(name)?.version ?? 0) + 1;
    this.entries.set(name, { value: JSON.stringify(value), version, expiresAt });
    this.writes += 1;
    if (this.writes % SWEEP_EVERY === 0) this.sweep();
    return version;
  }

  private live(name: string): Entry | undefined {
    const entry = this.entries.get(name);
    if (!entry || entry.expiresAt > this.now()) return entry;
    this.entries.delete(name);
    return undefined;
  }

  private sweep(): void {
    for (const name of this.entries.keys()) this.live(name);
  }

  private expiresAt(ttlMs?: number): number {
    return ttlMs === undefined ? Number.POSITIVE_INFINITY : this.now() + ttlMs;
  }
}

/** The length tells where the namespace ends, so that no two pairs share a name. */
function nameOf(namespace: string, key: string): string {
  return `${namespace.length}:${namespace}${key}`;
}
