/** What people choose by: each type they can have in the shop, by mail, by both or not at all. */
export const NOTIFICATION_TYPES = [
  'ORDER',
  'PAYMENT',
  'SHIPMENT',
  'REVIEW_ANSWER',
  'COMMENT',
  'LIKE',
  'PRICE_DROP',
  'BACK_IN_STOCK',
  'SECURITY',
] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

/** The ways to a person. Integrators have webhooks, which nobody's preferences concern. */
export const CHANNELS = ['IN_APP', 'EMAIL'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Types that nobody can turn off, because they protect the account. */
const ALWAYS: readonly NotificationType[] = ['SECURITY'];

/** Too many and too small for a mail, unless somebody wants them. */
const QUIET: readonly NotificationType[] = ['COMMENT', 'LIKE'];

export function canBeTurnedOff(type: NotificationType): boolean {
  return !ALWAYS.includes(type);
}

/** How it is for somebody who has chosen nothing. */
export function isOnByItself(type: NotificationType, channel: Channel): boolean {
  return channel === 'IN_APP' || !QUIET.includes(type);
}
