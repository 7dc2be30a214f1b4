import { type Money, toView } from '@tovar/contracts';
import { DomainError } from '@tovar/platform';

/** The cart has changed since the buyer saw it; `currentVersion` is what it is at now. */
export class CartChanged extends DomainError {
  readonly code = 'CART_CHANGED';
  override readonly kind = 'conflict';
  constructor(readonly currentVersion: number) {
    super(`The cart has changed; it is at version ${currentVersion} now.`, { currentVersion });
  }
}

/** The order would cost another amount than the buyer agreed to; `currentTotal` is what it costs now. */
export class TotalChanged extends DomainError {
  readonly code = 'TOTAL_CHANGED';
  override readonly kind = 'conflict';
  constructor(currentTotal: Money) {
    const view = toView(currentTotal);
    super(`The total is ${view.decimal} ${view.currency} now.`, { currentTotal: view });
  }
}

/** There is nothing to order. */
export class CartEmpty extends DomainError {
  readonly code = 'CART_EMPTY';
  constructor() {
    super('There is nothing in the cart.');
  }
}

/** The cart has become an order already; a cart becomes one order at most. */
export class CartAlreadyOrdered extends DomainError {
  readonly code = 'CART_ALREADY_ORDERED';
  override readonly kind = 'conflict';
  constructor(cartId: string, options?: ErrorOptions) {
    super('This cart has become an order already.', { cartId }, options);
  }
}

/** A guest's order needs an e-mail address, in the cart or in the request. */
export class EmailMissing extends DomainError {
  readonly code = 'EMAIL_MISSING';
  constructor() {
    super('Say where the order should be confirmed to.');
  }
}

/** A variant of the cart does not exist, is not for sale, or has no price in the cart's currency. */
export class NotPurchasable extends DomainError {
  readonly code = 'NOT_PURCHASABLE';
  constructor(variantId: string) {
    super('Something in the cart is not for sale.', { variantId });
  }
}

/** Nobody knows yet where to, or how, the order is to be delivered; `problem` is what the cart says of it. */
export class DeliveryMissing extends DomainError {
  readonly code = 'DELIVERY_MISSING';
  constructor(problem: string) {
    super('Choose an address and how to deliver there.', { problem });
  }
}

/** A promotion of the cart is used up, over, or not for this buyer; `problem` says which. */
export class PromotionRejected extends DomainError {
  readonly code = 'PROMOTION_REJECTED';
  override readonly kind = 'conflict';
  constructor(problem: string) {
    super('A promotion in the cart cannot be used any more.', { problem });
  }
}

/** Something else stands in the way of an order; `problemCodes` are the cart's own. */
export class CartNotReady extends DomainError {
  readonly code = 'CART_NOT_READY';
  constructor(problemCodes: readonly string[]) {
    super('The cart cannot be ordered yet.', { problemCodes });
  }
}

/** The parts of a checkout are not what its sums say: a defect of the shop, kept from becoming an order. */
export class CheckoutDoesNotAddUp extends Error {
  override readonly name = 'CheckoutDoesNotAddUp';
  readonly code = 'CHECKOUT_DOES_NOT_ADD_UP';
  constructor(what: string, stated: Money, counted?: Money) {
    const sums = counted ? `stated ${stated.amount}, counted ${counted.amount}` : `${stated.amount} is below zero`;
    super(`The checkout does not add up: ${what}, ${sums} (minor units, ${stated.currency}).`);
  }
}

/** The order would be about more than an amount of money can be. */
export class OrderTooLarge extends DomainError {
  readonly code = 'ORDER_TOO_LARGE';
  override readonly kind = 'invalid';
  constructor(options?: ErrorOptions) {
    super('This is more than one order can be about.', {}, options);
  }
}

/** Too little of a variant. */
export interface Shortage {
  readonly variantId: string;
  readonly requested: number;
  readonly available: number;
}

/** There is less in stock than is wanted. `available` and its neighbours are of the first of the `shortages`. */
export class InsufficientStock extends DomainError {
  readonly code = 'INSUFFICIENT_STOCK';
  override readonly kind = 'conflict';
  constructor(shortages: readonly [Shortage, ...Shortage[]]) {
    const [first] = shortages;
    super(`Only ${first.available} of ${first.requested} pieces can be had.`, { ...first, shortages });
  }
}

/** The goods are on their way, or there; what remains is a return. */
export class OrderNotCancellable extends DomainError {
  readonly code = 'ORDER_NOT_CANCELLABLE';
  override readonly kind = 'conflict';
  constructor(orderId: string, fulfillmentStatus: string) {
    super('The order has been shipped, so it cannot be cancelled any more.', { orderId, fulfillmentStatus });
  }
}

/** The money is being taken now, and nobody knows the outcome yet. */
export class PaymentInProgress extends DomainError {
  readonly code = 'PAYMENT_IN_PROGRESS';
  override readonly kind = 'conflict';
  constructor(orderId: string) {
    super('The payment is being taken now; try again in a moment.', { orderId });
  }
}

/** The checkout goes on by itself, or is over: there is nothing to ask for again. */
export class CheckoutNotStuck extends DomainError {
  readonly code = 'CHECKOUT_NOT_STUCK';
  override readonly kind = 'conflict';
  constructor(orderId: string, checkoutStatus: string) {
    super(`The checkout is ${checkoutStatus}; only one that is stuck can be resumed.`, { orderId, checkoutStatus });
  }
}

/** There is an invoice once the order has been paid. */
export class InvoiceNotAvailable extends DomainError {
  readonly code = 'INVOICE_NOT_AVAILABLE';
  override readonly kind = 'conflict';
  constructor(orderNumber: string) {
    super('The order has not been paid, so there is no invoice.', { orderNumber });
  }
}

/** Live updates come from the gateway, which asks for the order again whenever it changes. */
export class LiveUpdatesElsewhere extends DomainError {
  readonly code = 'LIVE_UPDATES_ELSEWHERE';
  constructor() {
    super('Subscribe at the gateway; this service answers queries and mutations.');
  }
}

/** Only what is paid, has its stock and is not cancelled leaves the shop. */
export class OrderNotShippable extends DomainError {
  readonly code = 'ORDER_NOT_SHIPPABLE';
  override readonly kind = 'conflict';
  constructor(orderId: string, why: string) {
    super(`The order cannot be sent: ${why}.`, { orderId, why });
  }
}
