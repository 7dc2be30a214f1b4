import { Injectable } from '@nestjs/common';
import { emailHashOf } from '@tovar/contracts';
import {
  Database,
  type Erasure,
  type Person,
  PersonalData,
  type PersonalSection,
  personalSections,
} from '@tovar/platform';
import { Carts } from './carts.ts';

/** A customer's cart, and which promotions they have used. */
@Injectable()
export class CartPersonalData extends PersonalData {
  constructor(
    private readonly carts: Carts,
    private readonly database: Database,
  ) {
    super();
  }

  sections(person: Person): readonly PersonalSection[] {
    return [
      { name: 'carts', items: this.cartOf(person) },
      ...personalSections(this.database, { promotionUses: USES }, person),
    ];
  }

  /** A guest's cart with the same address is known by its token alone; it is gone 30 days after its last change. */
  async erase({ userId, email }: Person): Promise<Erasure> {
    await this.carts.removeCustomers(userId);
    await this.database.query(FORGET, [userId, emailHashOf(email)]);
    return { waitsFor: null };
  }

  private async *cartOf({ userId }: Person): AsyncGenerator {
    const stored = await this.carts.ofCustomer(userId);
    if (stored) yield stored.cart;
  }
}

const FORGET = 'UPDATE promotion_use SET buyer = NULL WHERE buyer IN ($1, $2)';
const USES = `
  SELECT order_id::text || promotion_id::text AS key,
         jsonb_build_object('promotionId', promotion_id, 'code', code, 'usedAt', used_at, 'releasedAt', released_at) AS item
    FROM promotion_use WHERE buyer = $1::text`;
