import { Injectable } from '@nestjs/common';
import { fromJson, type OrderMoney, orderMoney } from '@tovar/contracts';
import { Database, Invariant, ServiceLink, type Violation } from '@tovar/platform';
import type { PaymentStatus } from '../domain/order.ts';
import { changedOrders } from './changed-orders.ts';

@Injectable()
export class OrdersAgreeWithPayments extends Invariant {
  readonly id = 'INV-MONEY-1';
  readonly promise = 'What an order says of its money is what payments took for it and gave back.';
  override readonly settlesAfterMs = 120_000;

  constructor(
    private readonly database: Database,
    private readonly link: ServiceLink,
  ) {
    super();
  }

  changes(from: string | undefined, before: Date) {
    return changedOrders(this.database, from, before);
  }

  async check(orderIds: readonly string[]): Promise<readonly Violation[]> {
    const rows = await this.database.query<OrderMoneyRow>(ORDERS, [orderIds]);
    const told = await this.moneyOf(orderIds);
    return rows.flatMap((row) => {
      const { captured = 0n, refunded = 0n } = told.get(row.id) ?? {};
      const isRight = paidSays(row, captured) && BigInt(row.refunded_minor) === refunded;
      const problem = `is ${row.payment_status} of ${row.total_minor}, ${row.refunded_minor} refunded; payments: ${captured}, ${refunded}`;
      return isRight ? [] : [{ subject: row.id, problem }];
    });
  }

  private async moneyOf(orderIds: readonly string[]): Promise<Map<string, { captured: bigint; refunded: bigint }>> {
    const answer = await this.link.json<OrderMoney>({
      service: 'payments',
      method: 'POST',
      path: '/internal/order-money',
      body: { orderIds },
      isSafeToRepeat: true,
    });
    const { orders } = orderMoney.parse(answer);
    return new Map(
      orders.map(({ orderId, captured, refunded }) => [
        orderId,
        { captured: fromJson(captured).amount, refunded: fromJson(refunded).amount },
      ]),
    );
  }
}

interface OrderMoneyRow {
  readonly id: string;
  readonly payment_status: PaymentStatus;
  readonly total_minor: string;
  readonly refunded_minor: string;
}

const ORDERS = `
  SELECT id, payment_status, total_minor,
         (SELECT coalesce(sum((refund->>'amountMinor')::bigint), 0) FROM jsonb_array_elements(refunds) refund) AS refunded_minor
    FROM orders WHERE id = ANY($1::uuid[])`;

const UNPAID: readonly PaymentStatus[] = ['NOT_PAID', 'PENDING', 'AUTHORIZED', 'FAILED'];

function paidSays({ payment_status: status, total_minor: total }: OrderMoneyRow, captured: bigint): boolean {
  if (UNPAID.includes(status)) return captured === 0n;
  if (status === 'PARTIALLY_PAID') return captured > 0n && captured < BigInt(total);
  return captured > 0n || total === '0';
}
