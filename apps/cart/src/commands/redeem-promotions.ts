import { Injectable } from '@nestjs/common';
import type { MessageData, ShopEvent } from '@tovar/contracts';
import { anyOf, Database, Outbox } from '@tovar/platform';
import { type RedeemableState, refusalOf } from '../domain/redemption.ts';

export type RedeemPromotionsInput = MessageData<'promotion.redeem-requested.v1'>;

/**
 * Counts one use of each promotion for an order, or none, and answers which. The promotions are locked while it decides, so
 * that the last use is given once, and an order counts once however often it asks.
 */
@Injectable()
export class RedeemPromotions {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Runs in the transaction of the message that asks for it. */
  async execute({ orderId, customerId, emailHash, promotions }: RedeemPromotionsInput): Promise<void> {
    const codes = new Map(promotions.map(({ promotionId, code }) => [promotionId, code]));
    const ids = [...codes.keys()];
    const buyer = customerId ?? emailHash;
    const refusal = refusalOf(ids, await this.lock({ ids, orderId, buyer }), new Date());
    if (refusal) {
      await this.tell({ type: 'promotion.rejected.v1', subject: orderId, data: { orderId, ...refusal } });
      return;
    }
    const counted = await this.database.prepared<{ id: string; isUsedUp: boolean }>(COUNT, [
      orderId,
      buyer,
      ids,
      [...codes.values()],
    ]);
    await this.tell(
      { type: 'promotion.redeemed.v1', subject: orderId, data: { orderId } },
      ...counted.filter(({ isUsedUp }) => isUsedUp).map(({ id }) => changed(id)),
    );
  }

  /** The second statement sees what those have written who held the locks before. */
  private async lock(about: { ids: string[]; orderId: string; buyer: string | null }) {
    await this.database.prepared(LOCK, [about.ids]);
    const rows = await this.database.prepared<RedeemableState>(STATES, [about.ids, about.orderId, about.buyer]);
    return new Map(rows.map((row) => [row.promotionId, row]));
  }

  private async tell(...events: ShopEvent[]): Promise<void> {
    await this.outbox.add({ events }, this.database);
  }
}

/** A code that is used up, or no longer, is another one to every cart. */
export function changed(promotionId: string): ShopEvent<'promotion.changed.v1'> {
  return { type: 'promotion.changed.v1', subject: promotionId, data: { promotionId } };
}

const LOCK = {
  name: 'redeem-promotions.lock',
  text: `SELECT FROM promotion WHERE id = ${anyOf('uuid')} ORDER BY id FOR UPDATE`,
};
const STATES = {
  name: 'redeem-promotions.states',
  text: `SELECT p.id AS "promotionId", p.is_enabled AS "isEnabled", p.ends_at AS "endsAt", p.use_limit AS "useLimit",
                p.use_limit_per_customer AS "useLimitPerCustomer", p.uses,
                (SELECT count(*)::int FROM promotion_use u
                  WHERE u.promotion_id = p.id AND u.buyer = $3 AND u.released_at IS NULL) AS "usesOfBuyer",
                coalesce((SELECT CASE WHEN u.released_at IS NULL THEN 'COUNTED' ELSE 'RELEASED' END FROM promotion_use u
                           WHERE u.promotion_id = p.id AND u.order_id = $2), 'NONE') AS "ofThisOrder"
           FROM promotion p WHERE p.id = ${anyOf('uuid')}`,
};
const COUNT = {
  name: 'redeem-promotions.count',
  text: `WITH used AS (
           INSERT INTO promotion_use (order_id, promotion_id, buyer, code)
           SELECT $1, wanted.id, $2, wanted.code FROM unnest($3::uuid[], $4::text[]) AS wanted (id, code)
           ON CONFLICT DO NOTHING RETURNING promotion_id)
         UPDATE promotion p SET uses = uses + 1 FROM used
          WHERE p.id = used.promotion_id AND (p.use_limit IS NULL OR p.uses < p.use_limit)
         RETURNING p.id, coalesce(p.uses >= p.use_limit, false) AS "isUsedUp"`,
};
