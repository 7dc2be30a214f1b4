import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { currentRequest, type RequestContext } from '@tovar/platform';
import { type PaymentDetails, PaymentHistory } from './payment-history.ts';

/** No order has more attempts to pay than this. */
const MOST_PAYMENTS = 1_000;

interface Batch {
  readonly orderIds: Set<string>;
  readonly payments: Promise<ReadonlyMap<string, PaymentDetails[]>>;
}

/** The payments of many orders, asked for one by one and read together: one statement for a page of orders. */
@Injectable()
export class PaymentsOfOrders {
  private readonly waiting = new WeakMap<RequestContext, Batch>();

  constructor(private readonly history: PaymentHistory) {}

  /** Those that the current request's caller may see. */
  async of(orderId: string): Promise<PaymentDetails[]> {
    const request = currentRequest();
    if (!request?.identity) return [];
    const batch = this.waiting.get(request) ?? this.begin(request);
    batch.orderIds.add(orderId);
    return (await batch.payments).get(orderId) ?? [];
  }

  private begin(request: RequestContext): Batch {
    const orderIds = new Set<string>();
    const batch = { orderIds, payments: this.read(request, orderIds) };
    this.waiting.set(request, batch);
    return batch;
  }

  private async read(
    request: RequestContext,
    orderIds: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, PaymentDetails[]>> {
    await nextTurn();
    this.waiting.delete(request);
    const payments = await this.history.list({ orderIds: [...orderIds], limit: MOST_PAYMENTS }, request.identity);
    return Map.groupBy(payments, ({ orderId }) => orderId);
  }
}
