import { verify } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { WebhookRejected } from '../../domain/payment.errors.ts';
import type { WebhookDelivery } from '../../domain/payment-provider.ts';
import type { SigningCertificates } from './signing-certificates.ts';

const ALGORITHM = 'SHA256withRSA';
/** PayPal tries for three days; a little more, because clocks differ. */
const OLDEST_MS = 3 * 86_400_000 + 3_600_000;
const MOST_AHEAD_MS = 5 * 60_000;

const headersOfPayPal = z.object({
  'paypal-transmission-id': z.string().regex(/^[\w-]{1,100}$/),
  'paypal-transmission-time': z.iso.datetime({ offset: true }),
  'paypal-transmission-sig': z.string().min(1).max(2_048),
  'paypal-cert-url': z.string().max(500),
  'paypal-auth-algo': z.literal(ALGORITHM),
});

/**
 * Proves offline that PayPal sent a transmission. The signature covers the body only by a 32-bit checksum, for which
 * other bodies can be made: what a verified body says is still no more than a hint.
 */
export class WebhookSignature {
  constructor(
    private readonly certificates: SigningCertificates,
    private readonly webhookId: string | undefined,
    private readonly now: () => number = Date.now,
  ) {}

  /** Answers the transmission's id. Throws `WebhookRejected`, or `UnknownOutcome` when the certificate is out of reach. */
  async verify({ headers, body }: Pick<WebhookDelivery, 'headers' | 'body'>): Promise<string> {
    if (!this.webhookId) throw new WebhookRejected('no webhook id is configured, so nothing can be verified');
    const result = headersOfPayPal.safeParse(headers);
    if (!result.success) throw new WebhookRejected('its PayPal headers are missing or malformed');
    const { 'paypal-transmission-id': id, 'paypal-transmission-time': time, ...signed } = result.data;
    this.requireRecent(Date.parse(time));
    const signer = await this.certificates.at(signed['paypal-cert-url']);
    const message = Buffer.from(`${id}|${time}|${this.webhookId}|${crc32(body)}`);
    const isGenuine = verify(
      'RSA-SHA256',
      message,
      signer.publicKey,
      Buffer.from(signed['paypal-transmission-sig'], 'base64'),
    );
    if (!isGenuine) throw new WebhookRejected('its signature does not fit');
    return id;
  }

  private requireRecent(sentAt: number): void {
    const ageMs = this.now() - sentAt;
    if (ageMs > OLDEST_MS || ageMs < -MOST_AHEAD_MS) throw new WebhookRejected('it is too old, or from the future');
  }
}
