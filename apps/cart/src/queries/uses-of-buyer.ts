import { Injectable } from '@nestjs/common';
import { emailHashOf } from '@tovar/contracts';
import { anyOf, Database } from '@tovar/platform';
import type { Cart } from '../domain/cart.ts';
import type { Promotion } from '../domain/promotion.ts';

/** Which promotions a buyer has used as often as one may. */
@Injectable()
export class UsesOfBuyer {
  constructor(private readonly database: Database) {}

  /** Reads only when the cart could get a promotion that is limited for each customer, and its buyer is known. */
  async usedUp(cart: Cart, promotions: readonly Promotion[]): Promise<ReadonlySet<string>> {
    const buyer = buyerOf(cart);
    const limited = promotions.filter((promotion) => isInReach(promotion, cart));
    if (buyer === null || limited.length === 0) return new Set();
    const rows = await this.database.prepared<{ id: string }>(USED_UP, [limited.map(({ id }) => id), buyer]);
    return new Set(rows.map(({ id }) => id));
  }
}

function buyerOf(cart: Cart): string | null {
  if (cart.owner === 'customer') return cart.customerId;
  return cart.email && emailHashOf(cart.email);
}

function isInReach({ useLimitPerCustomer, codes }: Promotion, cart: Cart): boolean {
  return useLimitPerCustomer !== null && (codes.length === 0 || codes.some((code) => cart.codes.includes(code)));
}

const USED_UP = {
  name: 'uses-of-buyer.used-up',
  text: `SELECT p.id FROM promotion p JOIN promotion_use u ON u.promotion_id = p.id
          WHERE p.id = ${anyOf('uuid')} AND u.buyer = $2 AND u.released_at IS NULL
          GROUP BY p.id HAVING count(*) >= p.use_limit_per_customer`,
};
