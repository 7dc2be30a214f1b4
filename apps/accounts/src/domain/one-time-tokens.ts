import { createHash, createHmac } from 'node:crypto';

export type LinkPurpose = 'verify-email' | 'reset-password' | 'change-email';

/**
 * The tokens of mailed links: 256 bits, each made by the service's secret from what it is for and from an id that is used
 * once. So a job that mails a link can be repeated, though the token is stored nowhere, not even in the job.
 */
export class OneTimeTokens {
  constructor(private readonly secret: Uint8Array) {}

  tokenOf(purpose: LinkPurpose, id: string): string {
    return createHmac('sha256', this.secret).update(`one-time-token\n${purpose}\n${id}`).digest('base64url');
  }

  /** What is stored. A token has too many bits to be guessed, so a fast hash is enough. */
  hashOf(token: string): Buffer {
    return createHash('sha256').update(token).digest();
  }
}
