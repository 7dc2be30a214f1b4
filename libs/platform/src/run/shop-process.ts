import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { type Environment, loadConfiguration } from '../config/configuration.ts';
import { outliveLosses } from '../database/outlive-losses.ts';
import type { FileStore } from '../file-store/file-store.ts';
import { AccessChanges } from '../identity/access-changes.ts';
import { AccessDenials } from '../identity/access-denials.ts';
import { SessionRevocations } from '../identity/session-revocations.ts';
import type { KeyValueStore } from '../key-value/key-value-store.ts';
import { PostgresKeyValueStore } from '../key-value/postgres-key-value-store.ts';
import { ShopMetrics } from '../metrics/shop-metrics.ts';
import type { Mailer } from '../mailer/mailer.ts';
import type { SpanRecorder } from '../tracing/span.ts';
import { type OpenRecorder, openRecorder } from '../tracing/tracing-settings.ts';
import {
  openEventLog,
  openFileStore,
  openKeyValueStores,
  openMailer,
  type KeyValueStores,
  type OpenedLog,
} from './outside-adapters.ts';
import { PlatformConfig } from './platform.config.ts';
import { openProcessLink, type ProcessLink } from './process-link.ts';

const SWEEP_MS = 10 * 60_000;

/** What a process stands on: this machine and its database, or the servers that its configuration names. */
interface Foundation {
  readonly config: PlatformConfig;
  readonly pool: pg.Pool;
  readonly eventLog: OpenedLog;
  readonly stores: KeyValueStores;
  readonly files: FileStore;
  readonly mailer: Mailer;
}

/** What the services of one process share. A process may hold several shops at once, as tests do. */
export class ShopProcess {
  readonly config: PlatformConfig;
  /** The HTTP applications of the services that run here, called in process without a socket. */
  readonly localServices = new Map<string, FastifyInstance>();
  readonly linkKey: string;
  /** True once the process has been told to stop: it still answers, but wants no more requests. */
  isDraining = false;
  readonly eventLog: OpenedLog;
  readonly volatileStore: KeyValueStore;
  readonly durableStore: KeyValueStore;
  readonly files: FileStore;
  readonly mailer: Mailer;
  readonly revocations: SessionRevocations;
  readonly accessChanges: AccessChanges;
  readonly denials: AccessDenials;
  readonly metrics = new ShopMetrics();
  private openedLink?: ProcessLink;
  private tracing?: OpenRecorder;
  private sweeping?: NodeJS.Timeout;

  private constructor(
    readonly environment: Environment,
    private readonly foundation: Foundation,
  ) {
    this.config = foundation.config;
    this.linkKey = this.config.LINK_SECRET ?? randomBytes(32).toString('base64url');
    this.eventLog = foundation.eventLog;
    this.volatileStore = foundation.stores.volatile;
    this.durableStore = foundation.stores.durable;
    this.files = foundation.files;
    this.mailer = foundation.mailer;
    this.revocations = new SessionRevocations(this.eventLog);
    this.accessChanges = new AccessChanges(this.eventLog);
    this.denials = new AccessDenials(this.eventLog);
  }

  static async open(environment: Environment): Promise<ShopProcess> {
    const config = loadConfiguration(PlatformConfig, environment);
    const pool = new pg.Pool({
      connectionString: config.PLATFORM_DATABASE_URL,
      max: config.DATABASE_POOL,
      application_name: 'tovar-key-value',
      statement_timeout: 10_000,
    });
    const stores = await openKeyValueStores(config, outliveLosses(pool));
    const eventLog = await openEventLog(config);
    const files = await openFileStore(config);
    return new ShopProcess(environment, {
      config,
      pool,
      eventLog,
      stores,
      files,
      mailer: await openMailer(config, stores),
    });
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
    for (const store of this.foundation.stores.remote) await store.start();
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
    for (const store of this.foundation.stores.remote) store.close();
    await this.foundation.pool.end();
    await this.tracing?.close();
  }
}
