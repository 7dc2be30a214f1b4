import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@tovar/platform';
import { changed } from './redeem-promotions.ts';

/** Gives back what was counted for an order, once, and says so, also when there was nothing. */
@Injectable()
export class ReleasePromotions {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Runs in the transaction of the message that asks for it. */
  async execute({ orderId }: { orderId: string }): Promise<void> {
    const released = await this.database.prepared<{ id: string; wasUsedUp: boolean }>(RELEASE, [orderId]);
    const reopened = released.filter(({ wasUsedUp }) => wasUsedUp).map(({ id }) => changed(id));
    const answer = { type: 'promotion.released.v1', subject: orderId, data: { orderId } };
    await this.outbox.add({ events: [answer, ...reopened] }, this.database);
  }
}

const RELEASE = {
  name: 'release-promotions.release',
  text: `WITH locked AS (
           SELECT id FROM promotion WHERE id IN (SELECT promotion_id FROM promotion_use WHERE order_id = $1)
            ORDER BY id FOR UPDATE),
         released AS (
           UPDATE promotion_use SET released_at = now() WHERE order_id = $1 AND released_at IS NULL RETURNING promotion_id)
         UPDATE promotion p SET uses = uses - 1 FROM released, locked
          WHERE p.id = released.promotion_id AND locked.id = p.id
         RETURNING p.id, coalesce(p.uses + 1 >= p.use_limit, false) AS "wasUsedUp"`,
};
