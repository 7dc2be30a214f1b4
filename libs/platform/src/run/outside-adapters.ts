import { join, resolve } from 'node:path';
import type { Pool } from 'pg';
import type { KafkaEventLog } from '../event-log/kafka/kafka-event-log.ts';
import { PostgresEventLog } from '../event-log/postgres-event-log.ts';
import { DiskFileStore } from '../file-store/disk-file-store.ts';
import type { FileStore } from '../file-store/file-store.ts';
import type { KeyValueStore } from '../key-value/key-value-store.ts';
import { MemoryKeyValueStore } from '../key-value/memory-key-value-store.ts';
import { PostgresKeyValueStore } from '../key-value/postgres-key-value-store.ts';
import type { RedisKeyValueStore, RedisKeyValueStoreOptions } from '../key-value/redis-key-value-store.ts';
import type { Mailer } from '../mailer/mailer.ts';
import { OutboxPageMailer } from '../mailer/outbox-page-mailer.ts';
import { StoredOutboxMailer } from '../mailer/stored-outbox-mailer.ts';
import { brokerAuthorities } from './broker-authorities.ts';
import type { PlatformConfig } from './platform.config.ts';

/** A log of either kind; one elsewhere is published to by a relay. */
export type OpenedLog = PostgresEventLog | KafkaEventLog;

/** Values that may be lost and values that may not, and those stores of the two that are servers to be connected with. */
export interface KeyValueStores {
  readonly volatile: KeyValueStore;
  readonly durable: KeyValueStore;
  readonly remote: readonly RedisKeyValueStore[];
}

/** Kafka when it is named, and otherwise the platform's own tables. What is not used is not loaded either, here and below. */
export async function openEventLog(config: PlatformConfig): Promise<OpenedLog> {
  const { EVENT_LOG_URL: url, EVENT_LOG_POLL_MS: pollMs } = config;
  if (!url) return new PostgresEventLog({ url: config.PLATFORM_DATABASE_URL ?? '', pollMs });
  const { KafkaEventLog } = await import('../event-log/kafka/kafka-event-log.ts');
  const { EVENT_LOG_PARTITIONS: partitions, EVENT_LOG_REPLICAS: replicas } = config;
  return new KafkaEventLog({ url, ca: await brokerAuthorities(config), partitions, replicas });
}

/** Redis when it is named; otherwise memory for what may be lost, and tables for what may not. */
export async function openKeyValueStores(config: PlatformConfig, pool: Pool): Promise<KeyValueStores> {
  const { KEY_VALUE_URL, DURABLE_KEY_VALUE_URL } = config;
  const ca = await brokerAuthorities(config);
  const volatile = KEY_VALUE_URL ? await openRedis({ url: KEY_VALUE_URL, ca, isDurable: false }) : undefined;
  const durable = DURABLE_KEY_VALUE_URL
    ? await openRedis({ url: DURABLE_KEY_VALUE_URL, ca, isDurable: true })
    : undefined;
  return {
    volatile: volatile ?? new MemoryKeyValueStore(),
    durable: durable ?? new PostgresKeyValueStore(pool),
    remote: [volatile, durable].filter((store) => store !== undefined),
  };
}

async function openRedis(options: RedisKeyValueStoreOptions): Promise<RedisKeyValueStore> {
  const { RedisKeyValueStore } = await import('../key-value/redis-key-value-store.ts');
  return new RedisKeyValueStore(options);
}

/** A bucket when one is named, and otherwise a folder of this machine. */
export async function openFileStore(config: PlatformConfig): Promise<FileStore> {
  const { FILES_S3_URL: url, FILES_S3_REGION: region, FILES_S3_KEY_ID = '', FILES_S3_SECRET = '' } = config;
  if (!url) return new DiskFileStore(join(resolve(config.DATA_DIR), 'files'));
  const { S3FileStore } = await import('../file-store/s3-file-store.ts');
  return new S3FileStore({ url, region, accessKeyId: FILES_S3_KEY_ID, secretAccessKey: FILES_S3_SECRET });
}

/** A mail server when one is named; otherwise mails stay where the page that shows them finds them. */
export async function openMailer(
  config: PlatformConfig,
  { volatile, durable }: { volatile: KeyValueStore; durable: KeyValueStore },
): Promise<Mailer> {
  const { MAIL_SMTP_URL, MAIL_SMTP_SECRET: pass = '', MAIL_SMTP_ENCRYPTION, MAIL_FROM: from } = config;
  if (MAIL_SMTP_URL) {
    const { protocol, hostname: host, port, username } = new URL(MAIL_SMTP_URL);
    const isFromStart = protocol === 'smtps:';
    const user = decodeURIComponent(username);
    const { SmtpMailer } = await import('../mailer/smtp-mailer.ts');
    return new SmtpMailer(
      {
        host,
        port: Number(port || (isFromStart ? 465 : 587)),
        encryption: isFromStart ? 'from-start' : MAIL_SMTP_ENCRYPTION,
        login: user ? { user, pass } : undefined,
        from,
      },
      durable,
    );
  }
  return config.LINK_CERTIFICATES_DIR ? new StoredOutboxMailer(durable) : new OutboxPageMailer(volatile);
}
