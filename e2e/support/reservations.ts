import { waitFor } from '@tovar/testing';
import type { Placing } from './buyer.ts';
import type { ShopOfReplicas } from './shop-of-replicas.ts';

/** What catalog holds for an order; the last two are known to the next release only. */
export interface Reservation {
  readonly state: string;
  readonly channel: string | null;
  readonly held_until: Date | null;
}

/** What stands behind orders in catalog: the stock that is held for them, and the job that gives it back. */
export class Reservations {
  constructor(private readonly shop: ShopOfReplicas) {}

  /** Resolves when all has been heard that there is to hear until the buyer pays: no other job takes the job's place. */
  async areHeldForPayment(placed: readonly Placing[]): Promise<void> {
    for (const { order } of placed)
      await waitFor(`the stock of ${order?.orderNumber} to be held for its payment`, async () => {
        const text = "SELECT FROM catalog.outbox_job WHERE key = $1 AND run_at > now() + interval '30 minutes'";
        return (await this.shop.sql(text, [keyOf(order?.id)])).length > 0;
      });
  }

  async of({ order }: Pick<Placing, 'order'>): Promise<Reservation | undefined> {
    const text = 'SELECT * FROM catalog.stock_reservation WHERE order_id = $1';
    return (await this.shop.sql<Reservation>(text, [order?.id]))[0];
  }

  /** The data of the job that gives the stock back. */
  async jobOf({ order }: Placing): Promise<object | undefined> {
    const text = 'SELECT data FROM catalog.outbox_job WHERE key = $1';
    return (await this.shop.sql<{ data: object }>(text, [keyOf(order?.id)]))[0]?.data;
  }

  /** Lets the time pass until the job is due; answers what it has made of the reservation. */
  async end({ order }: Placing): Promise<Reservation> {
    await this.shop.sql('UPDATE catalog.stock_reservation SET expires_at = now() WHERE order_id = $1', [order?.id]);
    await this.shop.sql('UPDATE catalog.outbox_job SET run_at = now() WHERE key = $1', [keyOf(order?.id)]);
    return waitFor(`the stock of ${order?.orderNumber} to be given back`, async () => {
      const reservation = await this.of({ order });
      return reservation?.state === 'EXPIRED' && reservation;
    });
  }
}

function keyOf(orderId = ''): string {
  return `expire-reservation:${orderId}`;
}
