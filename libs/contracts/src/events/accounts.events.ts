import { z } from 'zod';
import { id } from './identifiers.ts';

/** Told by accounts. No names and no addresses: whoever needs them asks. Subject: the user's id, or the session's. */
export const accountsEvents = {
  'customer.registered.v1': z.object({ userId: id }),
  /** Somebody has logged in; `isKnownDevice` where they had logged in to this account before. */
  'session.started.v1': z.object({ sessionId: id, userId: id, isKnownDevice: z.boolean().nullish() }),
  /** The session's access tokens are refused everywhere from now on. */
  'session.revoked.v1': z.object({
    sessionId: id,
    userId: id,
    reason: z.enum([
      'logged-out',
      'logged-out-everywhere',
      'revoked',
      'refresh-token-reused',
      'password-changed',
      'blocked',
      'api-key-revoked',
    ]),
  }),
  /** Tokens that know of no change up to this number, of this user or of anybody with this role, are refused. */
  'access.changed.v1': z.union([
    z.strictObject({ version: z.int(), userId: id }),
    z.strictObject({ version: z.int(), role: z.string() }),
  ]),
  /**
   * Somebody known was refused something `count` times since a moment, for lack of one of the scopes. Told by whichever
   * service refused, when it has time; session, network and request are those of the first time. Subject: the user's id.
   */
  'access.denied.v1': z.strictObject({
    userId: id,
    sessionId: id,
    code: z.string(),
    scopes: z.array(z.string()),
    count: z.int().positive(),
    since: z.iso.datetime(),
    network: z.string().optional(),
    requestId: z.string(),
  }),
  /** Subject: the user's id, so that what somebody marked and unmarked comes in that order. */
  'favourite.added.v1': z.object({ userId: id, productId: id }),
  'favourite.removed.v1': z.object({ userId: id, productId: id }),
  /** The account is gone, and every service has forgotten whose it was: the id leads to nobody any more. Subject: the user's id. */
  'person.erased.v1': z.object({ userId: id }),
} as const;
