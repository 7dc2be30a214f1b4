import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Carts } from '../carts.ts';
import type { Wish } from '../domain/cart.ts';
import { nextCart } from '../domain/next-cart.ts';
import { CheckCodes } from './check-codes.ts';
import { untilSaved } from './until-saved.ts';

export interface EndCartInput {
  readonly cartId: string;
  /** Null for a guest. */
  readonly customerId: string | null;
  readonly ordered: readonly Wish[];
}

/**
 * Ends a cart that has become an order. A guest's is gone. A customer's goes on under another id with what the order did not
 * take, decided by one compare-and-set, so that no line is lost that is put in at the same moment.
 */
@Injectable()
export class EndCart {
  constructor(
    private readonly carts: Carts,
    private readonly codes: CheckCodes,
  ) {}

  /** Ending it again is fine: the customer's next cart has another id. */
  async execute({ cartId, customerId, ordered }: EndCartInput): Promise<void> {
    if (customerId === null) return this.carts.removeGuests(cartId);
    const nextId = uuidv7();
    await untilSaved(async () => {
      const stored = await this.carts.ofCustomer(customerId);
      if (stored?.cart.id !== cartId) return 'ended before';
      const next = nextCart(stored.cart, ordered, nextId);
      // A code that this order has used up would only stand in the way of the next one.
      return this.carts.save({ ...next, codes: await this.codes.openAmong(next) }, stored.version);
    });
  }
}
