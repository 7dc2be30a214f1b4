import type { MessageType } from '@tovar/contracts';
import type { NotificationKind } from '../kind.ts';
import { newSession } from './new-session.ts';
import { orderCancelled } from './order-cancelled.ts';
import { orderPaid } from './order-paid.ts';
import { orderRefunded } from './order-refunded.ts';
import { paymentDeclined } from './payment-declined.ts';

/** Everything that people are told of. */
export const KINDS: readonly NotificationKind[] = [
  orderPaid,
  orderCancelled,
  paymentDeclined,
  orderRefunded,
  newSession,
];

/** The messages that some kind hears, each once. */
export const HEARD = [...new Set(KINDS.map(({ hears }) => hears))] as [MessageType, ...MessageType[]];

/** A kind by its stored name; undefined for one that has been given up since. */
export function kindNamed(name: string): NotificationKind | undefined {
  return KINDS.find((kind) => kind.name === name);
}
