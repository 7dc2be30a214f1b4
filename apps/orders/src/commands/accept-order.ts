import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { CHECKOUT, type CheckoutSaga } from '../domain/checkout.saga.ts';
import { acceptOrder } from '../domain/new-order.ts';
import type { GuestAccess } from '../domain/order.ts';
import { guestTokenOf, hashOf } from '../domain/order-access.ts';
import type { Actor } from '../domain/order-history.ts';
import { OrderRepository } from '../domain/order.repository.ts';
import type { Placement } from '../domain/placement.ts';
import { OrdersConfig } from '../orders.config.ts';

/** Who buys, and what has been agreed on. */
export interface Purchase {
  readonly cartId: string;
  /** Null for a guest, who has shown the cart's token instead. */
  readonly customerId: string | null;
  readonly cartToken?: string;
  readonly email: string | null;
  readonly placement: Placement;
}

const DAY_MS = 24 * 60 * 60_000;

/** Turns a purchase into an order, with a number, and starts its checkout. */
@Injectable()
export class AcceptOrder {
  constructor(
    private readonly orders: OrderRepository,
    @Inject(CHECKOUT) private readonly checkout: CheckoutSaga,
    private readonly config: OrdersConfig,
  ) {}

  /** Stores all of it in the open transaction, and returns the order's id. Throws `CartAlreadyOrdered`. */
  async execute({ cartToken, ...purchase }: Purchase): Promise<string> {
    const id = uuidv7();
    const placedAt = new Date();
    const accepted = acceptOrder(this.checkout, {
      ...purchase,
      id,
      orderNumber: await this.orders.nextNumber(),
      paymentId: uuidv7(),
      guestAccess: purchase.customerId === null && cartToken ? this.guestAccess(cartToken, id, placedAt) : null,
      placedAt,
    });
    await this.orders.add(accepted, buyer(purchase));
    return id;
  }

  private guestAccess(cartToken: string, orderId: string, placedAt: Date): GuestAccess {
    const expiresAt = new Date(placedAt.getTime() + this.config.ORDERS_GUEST_TOKEN_DAYS * DAY_MS);
    return { tokenHash: hashOf(guestTokenOf(cartToken, orderId)), expiresAt };
  }
}

function buyer({ customerId }: { customerId: string | null }): Actor {
  return customerId === null ? { kind: 'guest', id: null } : { kind: 'customer', id: customerId };
}
