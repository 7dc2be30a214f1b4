import { createHash } from 'node:crypto';
import { createTransport, type Transporter } from 'nodemailer';
import type { KeyValueStore } from '../key-value/key-value-store.ts';
import { MailNotSent } from './mailer.errors.ts';
import { type Mail, Mailer, type RenderedMail, renderMail } from './mailer.ts';

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `from-start`: TLS before SMTP (465). `required`: STARTTLS or no mail (587). `none`: in clear, for a server beside us. */
  readonly encryption: 'from-start' | 'required' | 'none';
  readonly login?: { readonly user: string; readonly pass: string };
  /** What stands in From: `Tovar <shop@example.org>`. */
  readonly from: string;
  /** Authorities of the server's certificate, as PEM; default: the ones that Node trusts. */
  readonly ca?: string;
}

const TIMEOUT_MS = 20_000;
/** Longer than one mail can take: who holds a key for so long has died over it. */
const SENDING_TTL_MS = 3 * 60_000;
const SENT_TTL_MS = 7 * 24 * 60 * 60_000;
const CONNECTIONS = 2;
const NAMESPACE = 'mail';

/**
 * Hands mails to a server by SMTP. A key is taken while its mail is on the way, and kept once the server has accepted it. When a
 * connection breaks after the text and before the server's word, the outcome is unknown and the mail is sent again: with the same
 * Message-ID, by which mail programs show it once.
 */
export class SmtpMailer extends Mailer {
  private readonly transport: Transporter;
  private readonly sending = new Map<string, Promise<void>>();

  constructor(
    private readonly settings: SmtpSettings,
    private readonly keys: KeyValueStore,
  ) {
    super();
    const { host, port, encryption, login, ca } = settings;
    this.transport = createTransport({
      pool: true,
      maxConnections: CONNECTIONS,
      host,
      port,
      secure: encryption === 'from-start',
      requireTLS: encryption === 'required',
      ignoreTLS: encryption === 'none',
      auth: login,
      tls: { minVersion: 'TLSv1.2', ...(ca ? { ca } : {}) },
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  protected handOver(mail: Mail): Promise<void> {
    const onItsWay = this.sending.get(mail.key) ?? this.sendOnce(mail).finally(() => this.sending.delete(mail.key));
    this.sending.set(mail.key, onItsWay);
    return onItsWay;
  }

  override close(): void {
    this.transport.close();
  }

  private async sendOnce(mail: Mail): Promise<void> {
    const rendered = renderMail(mail);
    const state = await this.keys.get<'sending' | 'sent'>(NAMESPACE, mail.key);
    if (state?.value === 'sent') return;
    const isOurs = await this.keys.compareAndSet(NAMESPACE, mail.key, 0, 'sending', { ttlMs: SENDING_TTL_MS });
    // The other one may yet fail, so this one may not count as done.
    if (isOurs === undefined) throw new MailNotSent('Another process is sending it.');
    try {
      await this.transmit(rendered, mail.key);
    } catch (cause) {
      await this.keys.delete(NAMESPACE, mail.key);
      throw new MailNotSent((cause as Error).message, { cause });
    }
    await this.keys.set(NAMESPACE, mail.key, 'sent', { ttlMs: SENT_TTL_MS });
  }

  private async transmit({ to, ...content }: RenderedMail, key: string): Promise<void> {
    const { from } = this.settings;
    const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';
    const messageId = `<${createHash('sha256').update(key).digest('base64url')}@${domain}>`;
    // As an object: a text would be read as a list of addresses.
    await this.transport.sendMail({ from, to: { name: '', address: to }, ...content, messageId });
  }
}
