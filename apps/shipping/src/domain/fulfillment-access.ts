import { createHash, timingSafeEqual } from 'node:crypto';
import { can, type Identity } from '@tovar/platform';
import type { Fulfillment } from './fulfillment.ts';
import type { Actor } from './fulfillment.repository.ts';

/** Who asks: somebody who is logged in, somebody with the token of a guest's order, both, or neither. */
export interface Viewer {
  readonly identity?: Identity;
  readonly token?: string;
}

type Owned = Pick<Fulfillment, 'customerId' | 'guestAccess'>;

/** True for the customer whose order it is, and for whoever has the guest's token as long as it lasts. */
export function isOwner({ customerId, guestAccess }: Owned, { identity, token }: Viewer, now: Date): boolean {
  if (customerId !== null) return identity?.userId === customerId && can(identity, 'orders:read:own');
  return guestAccess !== null && token !== undefined && now < guestAccess.expiresAt && isOpenedBy(guestAccess, token);
}

/** Whoever may not read it is told that there is none. */
export function mayRead(owned: Owned, viewer: Viewer, now: Date): boolean {
  return can(viewer.identity, 'shipping:read:any') || isOwner(owned, viewer, now);
}

export function actorOf(owned: Owned, viewer: Viewer, now: Date): Actor {
  const id = viewer.identity?.userId ?? null;
  if (!isOwner(owned, viewer, now)) return { kind: 'staff', id };
  return owned.customerId === null ? { kind: 'guest', id: null } : { kind: 'customer', id };
}

/** Takes as long for a wrong token as for the right one. */
function isOpenedBy({ tokenHash }: NonNullable<Owned['guestAccess']>, token: string): boolean {
  const expected = Buffer.from(tokenHash);
  const actual = Buffer.from(createHash('sha256').update(token).digest('base64url'));
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
