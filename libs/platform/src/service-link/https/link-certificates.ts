import { constants, createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerOptions } from 'node:https';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import { Logger } from '@nestjs/common';
import { CertificateUnusable } from './https-link.errors.ts';
import { certifiedService } from './service-identity.ts';

/** What a service shows to others, and whom it believes. */
export interface LinkCredentials {
  readonly service: string;
  readonly cert: string;
  readonly key: string;
  /** The authorities whose certificates are believed; two of them while one replaces the other. */
  readonly ca: string;
  /** Epoch milliseconds at which the certificate ends. */
  readonly notAfter: number;
}

/** TLS 1.3 and nothing before it, on both sides. */
export const TLS_VERSION = { minVersion: 'TLSv1.3' } as const;

/** Names that Kubernetes and its certificate managers give them. */
const FILES = { cert: 'tls.crt', key: 'tls.key', ca: 'ca.crt' } as const;
const WARN_BEFORE_MS = 24 * 60 * 60_000;

/**
 * The certificate, key and authorities in a folder. They are read again while the service runs, so that a new certificate
 * needs no new start; files that do not fit together, such as half of a new pair, change nothing until they do.
 */
export class LinkCertificates {
  private readonly logger = new Logger('LinkCertificates');
  private readonly listeners = new Set<(credentials: LinkCredentials) => void>();
  private timer?: NodeJS.Timeout;

  private constructor(
    private readonly folder: string,
    private credentials: LinkCredentials,
  ) {}

  /** Rejects with `CertificateUnusable` when the folder holds nothing that a service could show. */
  static async read(folder: string): Promise<LinkCertificates> {
    return new LinkCertificates(folder, await credentialsIn(folder));
  }

  get current(): LinkCredentials {
    return this.credentials;
  }

  /** Called with every later certificate. */
  onChange(listener: (credentials: LinkCredentials) => void): void {
    this.listeners.add(listener);
  }

  watch(everyMs: number): void {
    this.timer ??= setInterval(() => void this.reload(), everyMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.listeners.clear();
  }

  /** Reads the folder now. Never rejects: what is in use stays in use. */
  async reload(): Promise<void> {
    try {
      const found = await credentialsIn(this.folder);
      if (this.isInUse(found)) return this.warnOfEnd();
      if (found.service !== this.credentials.service)
        throw new CertificateUnusable(this.folder, `belongs to ${found.service}, not to ${this.credentials.service}`);
      this.credentials = found;
      for (const listener of this.listeners) listener(found);
      this.logger.log(`A new certificate is in use, until ${new Date(found.notAfter).toISOString()}.`);
    } catch (error) {
      this.logger.error(error);
    }
  }

  private isInUse({ cert, key, ca }: LinkCredentials): boolean {
    return this.credentials.cert === cert && this.credentials.key === key && this.credentials.ca === ca;
  }

  private warnOfEnd(): void {
    const { notAfter } = this.credentials;
    if (notAfter - Date.now() > WARN_BEFORE_MS) return;
    this.logger.warn(`The certificate of the link ends at ${new Date(notAfter).toISOString()}.`);
  }
}

/** A server that talks to nobody without a certificate of the same authorities. */
export function serverOptionsOf(credentials: LinkCredentials): ServerOptions {
  return {
    ...contextOptionsOf(credentials),
    requestCert: true,
    rejectUnauthorized: true,
  };
}

/** What a listening server shows and believes from its next connection on. */
export function contextOptionsOf({ cert, key, ca }: LinkCredentials): SecureContextOptions {
  // A resumed session would not be asked for its certificate again.
  return { cert, key, ca, ...TLS_VERSION, secureOptions: constants.SSL_OP_NO_TICKET };
}

/** What a caller shows and believes. */
export function secureContextOf({ cert, key, ca }: LinkCredentials): SecureContext {
  return createSecureContext({ cert, key, ca, ...TLS_VERSION });
}

async function credentialsIn(folder: string): Promise<LinkCredentials> {
  try {
    const [cert, key, ca] = await Promise.all(
      [FILES.cert, FILES.key, FILES.ca].map((file) => readFile(join(folder, file), 'utf8')),
    );
    return checked(folder, { cert: cert ?? '', key: key ?? '', ca: ca ?? '' });
  } catch (error) {
    if (error instanceof CertificateUnusable) throw error;
    throw new CertificateUnusable(folder, `cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function checked(folder: string, files: Pick<LinkCredentials, 'cert' | 'key' | 'ca'>): LinkCredentials {
  const owner = certifiedService(files.cert);
  if (!owner) throw new CertificateUnusable(folder, 'names no service by spiffe://tovar/<service>');
  if (!new X509Certificate(files.cert).checkPrivateKey(createPrivateKey(files.key)))
    throw new CertificateUnusable(folder, 'does not belong to its key');
  createSecureContext(files);
  return { ...files, ...owner };
}
