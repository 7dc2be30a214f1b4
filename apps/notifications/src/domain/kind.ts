import type { MessageType, ShopMessage } from '@tovar/contracts';
import type { NotificationType } from './notification-type.ts';
import type { Locale, Particulars } from './particulars.ts';

/** A title and one or two sentences, with `{{places}}` for the particulars. */
export interface Wording {
  readonly title: string;
  readonly text: string;
}

/** Whom a message concerns. */
export type Audience =
  | { readonly of: 'user'; readonly userId: string }
  /** The buyer of an order, who has an account or not. */
  | { readonly of: 'buyer'; readonly orderId: string; readonly customerId: string | null }
  /**
   * Everybody who has the product among their favourites; `variantId` is what it happened to. The product's name and slug
   * are added to the particulars.
   */
  | { readonly of: 'favourites'; readonly productId: string; readonly variantId: string };

/** What a message means to whom. */
export interface Concern {
  readonly audience: Audience;
  /** What happened, in a word that is the same however often the message comes: nobody is told twice. */
  readonly fact: string;
  readonly particulars: Particulars;
}

/**
 * One kind of notification: which message makes it, whom it concerns, and what it says. To add one, write its file and name
 * it in `kinds/index.ts`.
 */
export interface NotificationKind<Type extends MessageType = MessageType> {
  /** Stored, and never changed. */
  readonly name: string;
  readonly type: NotificationType;
  readonly hears: Type;
  /** The storefront's page about it. */
  readonly path: string;
  readonly wording: Readonly<Record<Locale, Wording>>;
  /** Particulars as they might be, for previews and tests. */
  readonly sample: Particulars;
  /** Nothing where the message means something else. Pure. */
  concerns(message: ShopMessage<Type>): Concern | undefined;
}

/** Says which message a kind hears, so that its `concerns` knows the message's data. */
export function notificationKind<Type extends MessageType>(kind: NotificationKind<Type>): NotificationKind<Type> {
  return kind;
}
