import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule, DiscoveryService } from '@nestjs/core';
import type { JSONWebKeySet } from 'jose';
import type { MixedList } from 'typeorm';
import { AuditController } from '../audit/audit.controller.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { Auditor } from '../audit/auditor.ts';
import { invariantsOf } from '../audit/invariants-of.ts';
import { type AnyConfigurationClass, loadConfiguration } from '../config/configuration.ts';
import { Database } from '../database/database.ts';
import { type GeneratedClientClass, PrismaDatabase } from '../database/prisma-database.ts';
import { SqlDatabase } from '../database/sql-database.ts';
import { EventLog } from '../event-log/event-log.ts';
import { MessageCatalog, type MessageContracts } from '../event-log/message-catalog.ts';
import { ReadModels } from '../event-log/read-model.ts';
import { FileStore } from '../file-store/file-store.ts';
import { HealthController } from '../health/health.controller.ts';
import { Idempotency } from '../idempotency/idempotency.ts';
import { outsideRequest } from '../http/request-context.ts';
import { AccessGuard } from '../identity/access.guard.ts';
import { AccessChanges } from '../identity/access-changes.ts';
import { ApiKeys } from '../identity/api-keys.ts';
import { SessionRevocations } from '../identity/session-revocations.ts';
import { TokenVerifier } from '../identity/token-verifier.ts';
import { JobQueue, type JobStore } from '../job-queue/job-queue.ts';
import { DurableKeyValueStore, KeyValueStore } from '../key-value/key-value-store.ts';
import { Mailer } from '../mailer/mailer.ts';
import { LogOutbox, type LogWriter } from '../outbox/log-outbox.ts';
import { MetricsPage } from '../metrics/metrics-page.ts';
import { RequestTimings } from '../metrics/request-timings.ts';
import { ServiceMetrics } from '../metrics/service-metrics.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { AdmittedCallers } from '../service-link/caller-proof.ts';
import { ServiceLink } from '../service-link/service-link.ts';
import { BackgroundWork, StoredParts } from './background-work.ts';
import { DeadLetters } from './dead-letters.ts';
import { declareService } from './declared-services.ts';
import { openJobQueue, openLogWriter } from './open-outbox.ts';
import { openDatabase } from './open-database.ts';
import { ServiceName } from './service-name.ts';
import { serviceScope } from './service-scope.ts';

/** The folder of SQL migrations of the service's own schema, and TypeORM's entities or Prisma's generated client for it. */
export type ServiceDatabase = { readonly migrations: string } & (
  | { readonly entities: MixedList<Function> }
  | { readonly prisma: GeneratedClientClass }
);

export interface ServiceOptions {
  readonly name: string;
  /** The contracts of the messages that the service tells or hears. */
  readonly messages: MessageContracts;
  readonly database?: ServiceDatabase;
  /** True when the service gives itself jobs. */
  readonly jobs?: boolean;
  /** True when the service sends mails. */
  readonly sendsMail?: boolean;
  /** The services that may call this one over the link; default: the gateway alone. */
  readonly callers?: AdmittedCallers;
  /** True for the service that clients reach by themselves. */
  readonly facesClients?: boolean;
  /** Its configuration classes, each injectable by its own name. */
  readonly config?: readonly AnyConfigurationClass[];
}

/** How Nest knows the way of this service's events into the log. */
const LOG_WRITER = Symbol('LogWriter');

/** The platform as one service sees it: every port bound to the adapter of the run mode. */
@Module({})
export class ServiceModule {
  static for(options: ServiceOptions): DynamicModule {
    declareService(options);
    const providers = [...shared(options), ...(options.database ? stored(options, options.database) : [])];
    return {
      module: ServiceModule,
      global: true,
      imports: [DiscoveryModule],
      controllers: options.database ? [HealthController, AuditController] : [HealthController],
      providers: [...providers, BackgroundWork, DeadLetters, ReadModels, { provide: APP_GUARD, useClass: AccessGuard }],
      exports: [
        DeadLetters,
        ReadModels,
        ...providers.map((provider) => (typeof provider === 'function' ? provider : provider.provide)),
      ],
    };
  }
}

/** Factories run inside the service's scope, when its application is created: that is where the process is known. */
function shared(options: ServiceOptions): Provider[] {
  const fromProcess = <T>(
    provide: unknown,
    pick: (process: ReturnType<typeof serviceScope>['process']) => T,
  ): Provider => ({
    provide: provide as Type,
    useFactory: () => pick(serviceScope().process),
  });
  return [
    { provide: ServiceName, useValue: options.name },
    { provide: MessageCatalog, useValue: new MessageCatalog(options.messages) },
    fromProcess(EventLog, ({ eventLog }) => eventLog),
    fromProcess(KeyValueStore, ({ volatileStore }) => volatileStore),
    fromProcess(DurableKeyValueStore, ({ durableStore }) => durableStore),
    fromProcess(FileStore, ({ files }) => files),
    fromProcess(MetricsPage, ({ metrics }) => metrics.page),
    fromProcess(RequestTimings, ({ metrics }) => metrics.requests),
    fromProcess(Mailer, ({ mailer }) => mailer),
    fromProcess(SessionRevocations, ({ revocations }) => revocations),
    fromProcess(AccessChanges, ({ accessChanges }) => accessChanges),
    fromProcess(ServiceLink, ({ link }) => link.linkOf(options.name)),
    {
      provide: TokenVerifier,
      inject: [ServiceLink, SessionRevocations, AccessChanges],
      useFactory: (link: ServiceLink, revocations: SessionRevocations, accessChanges: AccessChanges) =>
        new TokenVerifier(() => outsideRequest(() => fetchKeys(link)), revocations, accessChanges),
    },
    {
      provide: ApiKeys,
      inject: [ServiceLink, TokenVerifier],
      useFactory: (link: ServiceLink, tokens: TokenVerifier) => new ApiKeys(link, tokens),
    },
    ...(options.config ?? []).map((config) =>
      fromProcess(config, ({ environment }) => loadConfiguration(config, environment)),
    ),
  ];
}

function stored({ name, jobs }: ServiceOptions, database: ServiceDatabase): Provider[] {
  return [
    { provide: SqlDatabase, useFactory: () => openDatabase(name, database) },
    { provide: 'prisma' in database ? PrismaDatabase : Database, useExisting: SqlDatabase },
    Idempotency,
    StoredParts,
    ...(jobs ? [{ provide: JobQueue, useFactory: () => openJobQueue(name) }] : []),
    AuditLog,
    ServiceMetrics,
    {
      provide: Auditor,
      inject: [DiscoveryService, EventLog, SqlDatabase, AuditLog],
      useFactory: (discovery: DiscoveryService, log: EventLog, sql: SqlDatabase, audit: AuditLog) =>
        new Auditor(
          () => invariantsOf({ service: name, discovery, log, database: sql }),
          audit,
          serviceScope().process.config.AUDIT_EVERY_MS,
        ),
    },
    { provide: LOG_WRITER, useFactory: () => openLogWriter(name) },
    {
      provide: Outbox,
      inject: [MessageCatalog, LOG_WRITER, { token: JobQueue, optional: true }],
      useFactory: (catalog: MessageCatalog, writer: LogWriter, jobQueue?: JobQueue & JobStore) =>
        new LogOutbox(name, catalog, writer, jobQueue),
    },
  ];
}

/** Accounts publishes the keys with which access tokens are signed. */
function fetchKeys(link: ServiceLink): Promise<JSONWebKeySet> {
  return link.json<JSONWebKeySet>({ service: 'accounts', method: 'GET', path: '/.well-known/jwks.json' });
}
