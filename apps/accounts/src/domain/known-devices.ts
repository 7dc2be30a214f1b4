import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** How long a device is recognised after its last login. */
export const DEVICE_KNOWN_MS = 180 * 24 * 60 * 60_000;

/**
 * Tokens by which a device shows that somebody has logged in to an account on it before. They open nothing: guesses from a
 * known device are counted by themselves, so strangers who guess cannot keep the owner out. Nothing is stored, and nothing
 * in a token tells whose it is.
 */
export class KnownDevices {
  constructor(private readonly secret: Uint8Array) {}

  /** `id` is the device's own, unguessable, and stays the same from token to token. */
  tokenFor({ id, email, now }: { id: string; email: string; now: Date }): string {
    const endsAt = (now.getTime() + DEVICE_KNOWN_MS).toString(36);
    return `${id}.${endsAt}.${this.signatureOf(id, endsAt, email)}`;
  }

  /** The device's id, if the token was made for it and for this very account, and has not ended. */
  recognise(token: string | undefined, email: string, now: Date): string | undefined {
    const [id = '', endsAt = '', signature = '', ...rest] = (token ?? '').split('.');
    if (rest.length > 0 || !(Number.parseInt(endsAt, 36) > now.getTime())) return undefined;
    const expected = this.signatureOf(id, endsAt, email);
    // Of equal length, whatever was sent.
    return timingSafeEqual(digestOf(expected), digestOf(signature)) ? id : undefined;
  }

  private signatureOf(id: string, endsAt: string, email: string): string {
    return createHmac('sha256', this.secret).update(`known-device\n${id}\n${endsAt}\n${email}`).digest('base64url');
  }
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
