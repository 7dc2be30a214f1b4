import { Injectable, Logger } from '@nestjs/common';
import { knownOrders } from '@tovar/contracts';
import { Database, ServiceLink } from '@tovar/platform';
import { askCancel } from '../domain/payment-decisions.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';

/** So many at once are no accident of single orders: then a person has to look before money moves. */
const MOST_AT_ONCE = 10;
const BATCH = 500;

interface Held {
  readonly id: string;
  readonly orderId: string;
}

/** Gives back money that was taken for an order that does not exist, as after a restored backup. */
@Injectable()
export class RefundOrphans {
  private readonly logger = new Logger('RefundOrphans');

  constructor(
    private readonly payments: PaymentRepository,
    private readonly database: Database,
    private readonly link: ServiceLink,
  ) {}

  /** Looks at what was begun since then. Returns how many payments were given back. */
  async execute(since: Date): Promise<number> {
    const orphans = await this.orphans(since);
    if (orphans.length > MOST_AT_ONCE) {
      this.logger.error(`${orphans.length} captured payments have no order. None is refunded: somebody has to look.`);
      for (const { id } of orphans) await this.payments.flag(id, 'ORDER_UNKNOWN');
      return 0;
    }
    for (const { id } of orphans) {
      await this.payments.flag(id, 'ORDER_UNKNOWN');
      await this.payments.update(id, (payment) => askCancel(payment, new Date()));
    }
    return orphans.length;
  }

  private async orphans(since: Date): Promise<Held[]> {
    const orphans: Held[] = [];
    for (let after = FIRST_ID; ;) {
      const held = await this.database.query<Held>(HELD, [since, after, BATCH]);
      const last = held.at(-1);
      if (!last) return orphans;
      const known = await this.known(held.map(({ orderId }) => orderId));
      orphans.push(...held.filter(({ orderId }) => !known.has(orderId)));
      after = last.id;
    }
  }

  private async known(orderIds: readonly string[]): Promise<ReadonlySet<string>> {
    const request = {
      service: 'orders',
      method: 'POST',
      path: '/internal/known-orders',
      isSafeToRepeat: true,
    } as const;
    return new Set(knownOrders.parse(await this.link.json<unknown>({ ...request, body: { orderIds } })).orderIds);
  }
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const HELD = `
  SELECT id, order_id AS "orderId" FROM payment
   WHERE created_at >= $1 AND captured_minor > refunded_minor AND id > $2 ORDER BY id LIMIT $3`;
