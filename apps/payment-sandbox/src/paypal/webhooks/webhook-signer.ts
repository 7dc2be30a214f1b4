import { createPrivateKey, randomBytes, sign, verify, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import type { SigningKeys } from './signing-keys.ts';

// A signature takes a millisecond, which a shop in the same process should not wait for.
const signOffThread = promisify(sign);

/** What the signature of one transmission covers; the body only through its CRC-32. */
export interface Transmission {
  readonly id: string;
  /** RFC 3339. */
  readonly time: string;
  readonly webhookId: string;
  /** The very bytes that are sent. */
  readonly body: Uint8Array;
}

/** Signs transmissions as PayPal does: RSA-SHA256, PKCS#1 v1.5. */
export class WebhookSigner {
  private readonly privateKey;
  private readonly publicKey;

  constructor(private readonly keys: SigningKeys) {
    this.privateKey = createPrivateKey(keys.privateKeyPem);
    this.publicKey = new X509Certificate(keys.certificatePem).publicKey;
  }

  get certificatePath(): string {
    return `/v1/notifications/certs/${this.keys.certificateId}`;
  }

  async sign(transmission: Transmission): Promise<string> {
    const signature = await signOffThread('RSA-SHA256', signedMessage(transmission), this.privateKey);
    return signature.toString('base64');
  }

  verifies(transmission: Transmission, signature: string): boolean {
    return verify('RSA-SHA256', signedMessage(transmission), this.publicKey, Buffer.from(signature, 'base64'));
  }

  /** Looks like a signature and is none. */
  forgedSignature(): string {
    return randomBytes(256).toString('base64');
  }
}

/** `id|time|webhook id|CRC`, the CRC as an unsigned decimal. */
export function signedMessage({ id, time, webhookId, body }: Transmission): Buffer {
  return Buffer.from(`${id}|${time}|${webhookId}|${crc32(body)}`);
}
