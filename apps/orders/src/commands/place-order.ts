import { Injectable } from '@nestjs/common';
import { type CheckoutReading, type Money, toJson } from '@tovar/contracts';
import { Idempotency, type IdempotentCall, NotFound } from '@tovar/platform';
import { agreeOn } from '../domain/agreement.ts';
import { CartReader } from '../domain/cart-reader.ts';
import { guestTokenOf } from '../domain/order-access.ts';
import { EmailMissing, InsufficientStock, PromotionRejected } from '../domain/order.errors.ts';
import type { OrderView } from '../queries/order-row.ts';
import { PayableOrder } from '../queries/payable-order.ts';
import { AcceptOrder } from './accept-order.ts';

export interface PlaceOrderInput {
  readonly cartId: string;
  /** A guest's cart needs its token. */
  readonly cartToken?: string;
  /** Undefined for a guest. */
  readonly customerId?: string;
  /** The cart and the total as the buyer has seen them. */
  readonly expectedVersion: number;
  readonly expectedTotal: Money;
  /** Instead of the address in the cart. */
  readonly email?: string;
  /** The buyer's own, the same when the request is repeated. */
  readonly idempotencyKey: string;
}

export interface PlacedOrder {
  readonly order: OrderView;
  /** Opens a guest's order. */
  readonly guestToken?: string;
  /** True when an earlier request placed it; the answer is the same order, as it is now. */
  readonly isReplay: boolean;
}

/** What is stored under the key; the rest of the answer is read or derived. */
interface Stored {
  readonly orderId: string;
}

@Injectable()
export class PlaceOrder {
  constructor(
    private readonly carts: CartReader,
    private readonly idempotency: Idempotency,
    private readonly acceptance: AcceptOrder,
    private readonly payable: PayableOrder,
  ) {}

  /**
   * Makes an order of a cart and starts its checkout; answers when the order can be paid or is over, or after a bounded
   * wait. Throws what `agreeOn` throws, `EmailMissing`, `CartAlreadyOrdered`, `NotFound` for a cart that the buyer may
   * not use, `InsufficientStock` and `PromotionRejected` also when others were faster, and what `Idempotency` throws.
   */
  async execute(input: PlaceOrderInput): Promise<PlacedOrder> {
    const call = callOf(input);
    const earlier = await this.idempotency.find<Stored>(call);
    const { result, isReplay } = earlier ? { result: earlier, isReplay: true } : await this.place(call, input);
    const { orderId } = result;
    const order = isReplay ? await this.payable.again(orderId) : await this.payable.afterPlacing(orderId);
    refuseIfOthersWereFaster(order);
    return {
      order,
      guestToken: order.guestAccess && input.cartToken ? guestTokenOf(input.cartToken, orderId) : undefined,
      isReplay,
    };
  }

  private async place(call: IdempotentCall, input: PlaceOrderInput): Promise<{ result: Stored; isReplay: boolean }> {
    const reading = await this.carts.read(input);
    if (!reading) return this.replayOfEndedCart(call);
    const placement = agreeOn(reading, input);
    const { cartId, cartToken, customerId = null } = input;
    const purchase = { cartId, cartToken, customerId, email: emailOf(reading, input), placement };
    return this.idempotency.once(call, async () => ({ orderId: await this.acceptance.execute(purchase) }));
  }

  /** The same request, a moment ago, may have been the end of the cart. */
  private async replayOfEndedCart(call: IdempotentCall): Promise<{ result: Stored; isReplay: boolean }> {
    const result = await this.idempotency.find<Stored>(call);
    if (!result) throw new NotFound('The cart');
    return { result, isReplay: true };
  }
}

/** A guest is known by the cart; the token is part of the payload, so nobody without it gets a replay. */
function callOf({ idempotencyKey: key, customerId, ...payload }: PlaceOrderInput): IdempotentCall {
  const principal = customerId ? `customer:${customerId}` : `guest:${payload.cartId}`;
  return {
    principal,
    operation: 'placeOrder',
    key,
    payload: { ...payload, expectedTotal: toJson(payload.expectedTotal) },
  };
}

function emailOf(reading: CheckoutReading, { email, customerId }: PlaceOrderInput): string | null {
  const address = email ?? reading.email;
  if (!address && !customerId) throw new EmailMissing();
  return address;
}

function refuseIfOthersWereFaster({ cancelReason, shortages, rejectedPromotion }: OrderView): void {
  const [shortage, ...others] = shortages;
  if (cancelReason === 'out-of-stock' && shortage) throw new InsufficientStock([shortage, ...others]);
  if (cancelReason === 'promotion-rejected')
    throw new PromotionRejected(`PROMOTION_${rejectedPromotion ?? 'REJECTED'}`);
}
