import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts the secrets of endpoints, so that a copy of the database signs nothing. A text opens for its own endpoint alone. */
export class SealedSecrets {
  private readonly key: Buffer;

  constructor(
    secret: Uint8Array,
    private readonly random: (bytes: number) => Uint8Array,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'webhook secrets', 32));
  }

  seal(text: string, endpointId: string): Uint8Array<ArrayBuffer> {
    const nonce = this.random(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(Buffer.from(endpointId));
    const sealed = [cipher.update(text, 'utf8'), cipher.final()];
    return Uint8Array.from(Buffer.concat([nonce, cipher.getAuthTag(), ...sealed]));
  }

  /** Throws when it was sealed with another key or for another endpoint. */
  open(sealed: Uint8Array, endpointId: string): string {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, this.key, nonce).setAAD(Buffer.from(endpointId));
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = [decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
    return Buffer.concat(text).toString('utf8');
  }
}
