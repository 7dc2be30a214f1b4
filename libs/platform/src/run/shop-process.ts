import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { type Environment, loadConfiguration } from '../config/configuration.ts';
import { KafkaEventLog } from '../event-log/kafka/kafka-event-log.ts';
import { PostgresEventLog } from '../event-log/postgres-event-log.ts';
import type { FileStore } from '../file-store/file-store.ts';
import { AccessChanges } from '../identity/access-changes.ts';
import { AccessDenials } from '../identity/access-denials.ts';
import { SessionRevocations } from '../identity/session-revocations.ts';
import { MemoryKeyValueStore } from '../key-value/memory-key-value-store.ts';
import { PostgresKeyValueStore } from '../key-value/postgres-key-value-store.ts';
import { RedisKeyValueStore } from '../key-value/redis-key-value-store.ts';
import { ShopMetrics } from '../metrics/shop-metrics.ts';
import type { Mailer } from '../mailer/mailer.ts';
import type { SpanRecorder } from '../tracing/span.ts';
import { type OpenRecorder, openRecorder } from '../tracing/tracing-settings.ts';
import { openFileStore, openMailer } from './outside-adapters.ts';
import { PlatformConfig } from './platform.config.ts';
import { openProcessLink, type ProcessLink } from './process-link.ts';

const SWEEP_MS = 10 * 60_000;

/** What the services of one process share. A process may hold several shops at once, as tests do. */
export class ShopProcess {
  readonly config: PlatformConfig;
  /** The HTTP applications of the services that run here, called in process without a socket. */
  readonly localServices = new Map<string, FastifyInstance>();
  readonly linkKey: string;
  /** True once the process has been told to stop: it still answers, but wants no more requests. */
  isDraining = false;
  readonly eventLog: PostgresEventLog | KafkaEventLog;
  readonly volatileStore: MemoryKeyValueStore | RedisKeyValueStore;
  readonly durableStore: PostgresKeyValueStore | RedisKeyValueStore;
  readonly files: FileStore;
  readonly mailer: Mailer;
  readonly revocations: SessionRevocations;
  readonly accessChanges: AccessChanges;
  readonly denials: AccessDenials;
  readonly metrics = new ShopMetrics();
  private openedLink?: ProcessLink;
  private tracing?: OpenRecorder;
  private readonly pool: pg.Pool;
  private sweeping?: NodeJS.Timeout;

  constructor(readonly environment: Environment) {
    this.config = loadConfiguration(PlatformConfig, environment);
    this.linkKey = this.config.LINK_SECRET ?? randomBytes(32).toString('base64url');
    this.eventLog = openEventLog(this.config);
    this.pool = new pg.Pool({
      connectionString: this.config.PLATFORM_DATABASE_URL,
      max: this.config.DATABASE_POOL,
      application_name: 'tovar-key-value',
      statement_timeout: 10_000,
    });
    this.pool.on('error', () => undefined);
    const { KEY_VALUE_URL, DURABLE_KEY_VALUE_URL } = this.config;
    this.volatileStore = KEY_VALUE_URL
      ? new RedisKeyValueStore({ url: KEY_VALUE_URL, isDurable: false })
      : new MemoryKeyValueStore();
    this.durableStore = DURABLE_KEY_VALUE_URL
      ? new RedisKeyValueStore({ url: DURABLE_KEY_VALUE_URL, isDurable: true })
      : new PostgresKeyValueStore(this.pool);
    this.files = openFileStore(this.config);
    this.mailer = openMailer(this.config, { volatile: this.volatileStore, durable: this.durableStore });
    this.revocations = new SessionRevocations(this.eventLog);
    this.accessChanges = new AccessChanges(this.eventLog);
    this.denials = new AccessDenials(this.eventLog);
  }

  /** How its services reach others. Throws before `start`. */
  get link(): ProcessLink {
    if (!this.openedLink) throw new Error('The process has not been started.');
    return this.openedLink;
  }

  /** Where its spans go; undefined when none are recorded. */
  get spans(): SpanRecorder | undefined {
    return this.tracing?.recorder;
  }

  async start(): Promise<void> {
    this.tracing = await openRecorder(this.config);
    this.openedLink = await openProcessLink(this.config, { services: this.localServices, linkKey: this.linkKey });
    for (const store of this.remoteStores) await store.start();
    this.metrics.start(this.eventLog, () => this.link.credentials?.notAfter);
    await this.eventLog.start();
    await this.revocations.start();
    await this.accessChanges.start();
    const { durableStore } = this;
    if (durableStore instanceof PostgresKeyValueStore) {
      this.sweeping = setInterval(() => void durableStore.sweep().catch(() => undefined), SWEEP_MS).unref();
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.sweeping);
    this.metrics.stop();
    this.openedLink?.close();
    this.mailer.close();
    await this.denials.stop();
    await this.accessChanges.stop();
    await this.revocations.stop();
    await this.eventLog.close();
    for (const store of this.remoteStores) store.close();
    await this.pool.end();
    await this.tracing?.close();
  }

  private get remoteStores(): readonly RedisKeyValueStore[] {
    return [this.volatileStore, this.durableStore].filter((store) => store instanceof RedisKeyValueStore);
  }
}

function openEventLog(config: PlatformConfig): PostgresEventLog | KafkaEventLog {
  const { EVENT_LOG_URL, EVENT_LOG_PARTITIONS, EVENT_LOG_POLL_MS, PLATFORM_DATABASE_URL } = config;
  return EVENT_LOG_URL
    ? new KafkaEventLog({ url: EVENT_LOG_URL, partitions: EVENT_LOG_PARTITIONS })
    : new PostgresEventLog({ url: PLATFORM_DATABASE_URL ?? '', pollMs: EVENT_LOG_POLL_MS });
}
