import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { can, type Denial, explain, Forbidden, type Identity } from '@tovar/platform';
import type { GuestAccess, Order, OrderStatus } from './order.ts';

/** Who asks: somebody who is logged in, somebody with a guest's token, both, or neither. */
export interface Viewer {
  readonly identity?: Identity;
  readonly token?: string;
}

/** What decides whose it is, and who else may do something about it. */
export interface Owned extends Pick<Order, 'customerId' | 'guestAccess' | 'total'> {
  readonly status: OrderStatus;
}

/**
 * A guest's token for an order, made from the secret of the cart it came from: 256 bits that nobody can guess, that need
 * not be stored, and that are the same when the order is placed again by a repeated request.
 */
export function guestTokenOf(cartToken: string, orderId: string): string {
  return createHmac('sha256', cartToken).update(`order ${orderId}`).digest('base64url');
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** True for the customer who placed it, and for whoever has the guest's token as long as it lasts. */
export function isOwner(
  order: Pick<Owned, 'customerId' | 'guestAccess'>,
  { identity, token }: Viewer,
  now: Date,
): boolean {
  if (order.customerId !== null) return identity?.userId === order.customerId;
  return order.guestAccess !== null && token !== undefined && isOpenedBy(order.guestAccess, token, now);
}

/** Whoever may not read an order is told that there is none. */
export function mayRead(order: Pick<Owned, 'customerId' | 'guestAccess'>, viewer: Viewer, now: Date): boolean {
  if (can(viewer.identity, 'orders:read:any')) return true;
  if (!isOwner(order, viewer, now)) return false;
  return order.customerId === null || can(viewer.identity, 'orders:read:own');
}

export function mayCancel(order: Owned, viewer: Viewer, now: Date): boolean {
  return cancelDenials(order, viewer, now).length === 0;
}

/** Why the viewer may not cancel the order; staff's scope may hold for some states and up to some total only. */
export function cancelDenials(order: Owned, viewer: Viewer, now: Date): readonly Denial[] {
  const isOwn = isOwner(order, viewer, now);
  if (isOwn && order.customerId === null) return [];
  const facts = { isOwn, state: order.status, amount: order.total };
  const [own, any] = (['orders:cancel:own', 'orders:cancel:any'] as const).map((scope) =>
    explain(viewer.identity, scope, facts),
  ) as [readonly Denial[], readonly Denial[]];
  const asOwner = own.length === 0 && !isOwn ? [{ scope: 'orders:cancel:own', reason: 'NOT_OWN' } as const] : own;
  return asOwner.length === 0 || any.length === 0 ? [] : [...asOwner, ...any];
}

/** Takes as long for a wrong token as for the right one. */
function isOpenedBy({ tokenHash, expiresAt }: GuestAccess, token: string, now: Date): boolean {
  const expected = Buffer.from(tokenHash);
  const actual = Buffer.from(hashOf(token));
  const isRight = expected.length === actual.length && timingSafeEqual(expected, actual);
  return isRight && now < expiresAt;
}

/** The id of the customer who buys; undefined for a guest. Throws `Forbidden` for somebody whose role does not buy. */
export function requireBuyer(identity: Identity | undefined): string | undefined {
  if (identity && !can(identity, 'orders:place:own')) throw new Forbidden(['orders:place:own']);
  return identity?.userId;
}
