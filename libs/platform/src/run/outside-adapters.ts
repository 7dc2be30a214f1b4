import { join, resolve } from 'node:path';
import { DiskFileStore } from '../file-store/disk-file-store.ts';
import type { FileStore } from '../file-store/file-store.ts';
import { S3FileStore } from '../file-store/s3-file-store.ts';
import type { KeyValueStore } from '../key-value/key-value-store.ts';
import type { Mailer } from '../mailer/mailer.ts';
import { OutboxPageMailer } from '../mailer/outbox-page-mailer.ts';
import { SmtpMailer } from '../mailer/smtp-mailer.ts';
import { StoredOutboxMailer } from '../mailer/stored-outbox-mailer.ts';
import type { PlatformConfig } from './platform.config.ts';

/** A bucket when one is named, and otherwise a folder of this machine. */
export function openFileStore(config: PlatformConfig): FileStore {
  const { FILES_S3_URL: url, FILES_S3_REGION: region, FILES_S3_KEY_ID = '', FILES_S3_SECRET = '' } = config;
  if (!url) return new DiskFileStore(join(resolve(config.DATA_DIR), 'files'));
  return new S3FileStore({ url, region, accessKeyId: FILES_S3_KEY_ID, secretAccessKey: FILES_S3_SECRET });
}

/** A mail server when one is named; otherwise mails stay where the page that shows them finds them. */
export function openMailer(
  config: PlatformConfig,
  { volatile, durable }: { volatile: KeyValueStore; durable: KeyValueStore },
): Mailer {
  const { MAIL_SMTP_URL, MAIL_SMTP_SECRET: pass = '', MAIL_SMTP_ENCRYPTION, MAIL_FROM: from } = config;
  if (MAIL_SMTP_URL) {
    const { protocol, hostname: host, port, username } = new URL(MAIL_SMTP_URL);
    const isFromStart = protocol === 'smtps:';
    const user = decodeURIComponent(username);
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
