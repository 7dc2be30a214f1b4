import { Injectable } from '@nestjs/common';
import { currentRequest, RequestBatch } from '@tovar/platform';
import { type PaymentDetails, PaymentHistory } from './payment-history.ts';

/** A page of orders has no more attempts to pay than this. */
const MOST_PAYMENTS = 1_000;

/** Payments as other services' entities ask for them: many at once, and each only for those who may see it. */
@Injectable()
export class PaymentLookup {
  private readonly byId: RequestBatch<PaymentDetails>;
  private readonly byOrder: RequestBatch<PaymentDetails[]>;

  constructor(history: PaymentHistory) {
    this.byId = new RequestBatch(async (ids) => {
      const payments = await history.list({ ids, limit: ids.length }, currentRequest()?.identity);
      return new Map(payments.map((payment) => [payment.id, payment]));
    });
    this.byOrder = new RequestBatch(async (orderIds) => {
      const payments = await history.list({ orderIds, limit: MOST_PAYMENTS }, currentRequest()?.identity);
      return Map.groupBy(payments, ({ orderId }) => orderId);
    });
  }

  /** Undefined for a payment that does not exist, or that the current request's caller may not see. */
  payment(id: string): Promise<PaymentDetails | undefined> {
    return this.byId.load(id);
  }

  /** Newest first. */
  async ofOrder(orderId: string): Promise<PaymentDetails[]> {
    return (await this.byOrder.load(orderId)) ?? [];
  }
}
