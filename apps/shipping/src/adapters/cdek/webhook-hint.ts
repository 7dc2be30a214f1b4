import { createHash, timingSafeEqual } from 'node:crypto';
import type { CarrierHint, CarrierNotification } from '../../domain/carrier.ts';
import { NotificationRejected } from '../../domain/parcel.errors.ts';
import { notification } from './cdek-answers.ts';

/**
 * Which parcel a notification is about. CDEK signs nothing: the secret at the end of the address that it was given is all the
 * proof there is, and so what it says is used for nothing but to look. Throws `NotificationRejected`.
 */
export function hintIn({ secret, body }: CarrierNotification, expected: string | undefined): CarrierHint {
  if (expected === undefined || !isSame(secret, expected)) throw new NotificationRejected('the address is not ours');
  const parsed = notification.safeParse(body).data;
  if (!parsed) throw new NotificationRejected('the body is no notification');
  const { type, uuid, date_time: at, attributes } = parsed;
  const what = attributes.code ?? attributes.status_code ?? '';
  const eventId = [type, uuid, what, attributes.status_date_time ?? at ?? ''].join(':');
  return { eventId, carrierRef: type === 'ORDER_STATUS' ? uuid : null };
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
