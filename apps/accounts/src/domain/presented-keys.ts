import type { UserAccess } from './user.ts';

/** A key that somebody shows, with what its owner may do now. */
export interface PresentedKey {
  readonly id: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date;
  readonly access: UserAccess;
}

/** API keys as they are used. */
export abstract class PresentedKeys {
  /** The key of this hash unless it is revoked or over; notes that it was used. */
  abstract use(hash: Buffer, at: Date): Promise<PresentedKey | undefined>;
}
