import type { PaymentRequest } from '../../domain/payment.ts';
import { ProviderRefused, UnknownOutcome } from '../../domain/payment.errors.ts';
import {
  PaymentProvider,
  type ProviderPayment,
  type ProviderRefund,
  type RefundRequest,
  type WebhookDelivery,
  type WebhookHint,
} from '../../domain/payment-provider.ts';
import { orderRequest } from './order-request.ts';
import type { PayPalApi } from './paypal-api.ts';
import { type EventBody, eventList, orderAnswer, paypalId, refundAnswer } from './paypal-answers.ts';
import type { PayPalEnvironment } from './paypal-environment.ts';
import { isTakenByPayPal, NotPayableByPayPal, toPayPal } from './paypal-money.ts';
import { toProviderPayment, toProviderRefund } from './provider-views.ts';
import { hintIn, placeOf } from './webhook-hint.ts';
import type { WebhookSignature } from './webhook-signature.ts';

const PAGE = 100;
const SHORTEST_SLICE_MS = 1_000;

/** PayPal by Orders v2 and Payments v2: the buyer approves on PayPal's page, we capture. */
export class PayPalProvider extends PaymentProvider {
  readonly name = 'paypal';

  constructor(
    private readonly api: PayPalApi,
    private readonly environment: PayPalEnvironment,
    private readonly signature: WebhookSignature,
  ) {
    super();
  }

  takes(currency: string): boolean {
    return isTakenByPayPal(currency);
  }

  async create(request: PaymentRequest, key: string): Promise<ProviderPayment> {
    const operation = 'start the payment';
    const body = payable(operation, () => orderRequest(request));
    const order = await this.api.call({
      operation,
      method: 'POST',
      path: '/v2/checkout/orders',
      body,
      key,
      answer: orderAnswer,
    });
    const payment = toProviderPayment(order, this.environment.buyerPages);
    if (payment.status === 'waiting' && !payment.redirectUrl) {
      throw new UnknownOutcome(operation, 'PayPal named no page of its own for the buyer');
    }
    return payment;
  }

  async fetch(providerRef: string): Promise<ProviderPayment> {
    const path = `/v2/checkout/orders/${segment(providerRef)}`;
    const order = await this.api.call({ operation: 'read the payment', method: 'GET', path, answer: orderAnswer });
    return toProviderPayment(order, this.environment.buyerPages);
  }

  async capture(providerRef: string, key: string): Promise<ProviderPayment> {
    const path = `/v2/checkout/orders/${segment(providerRef)}/capture`;
    try {
      const order = await this.api.call({
        operation: 'capture the payment',
        method: 'POST',
        path,
        body: {},
        key,
        answer: orderAnswer,
      });
      return toProviderPayment(order, this.environment.buyerPages);
    } catch (error) {
      const isDone = error instanceof ProviderRefused && error.reason === 'ORDER_ALREADY_CAPTURED';
      if (!isDone) throw error;
      return this.fetch(providerRef);
    }
  }

  /** PayPal holds nothing before the capture: an approval that nobody captures lapses by itself. */
  async cancel(): Promise<'not-supported'> {
    return 'not-supported';
  }

  async refund({ paymentId, captureRef, amount, key }: RefundRequest): Promise<ProviderRefund> {
    const operation = 'refund the payment';
    const path = `/v2/payments/captures/${segment(captureRef)}/refund`;
    const body = { amount: payable(operation, () => toPayPal(amount)), invoice_id: key, custom_id: paymentId };
    return toProviderRefund(await this.api.call({ operation, method: 'POST', path, body, key, answer: refundAnswer }));
  }

  async fetchRefund(refundRef: string): Promise<ProviderRefund> {
    const path = `/v2/payments/refunds/${segment(refundRef)}`;
    return toProviderRefund(
      await this.api.call({ operation: 'read the refund', method: 'GET', path, answer: refundAnswer }),
    );
  }

  /** PayPal lists no orders. It lists what it has announced, also what never arrived. */
  async *listSince(from: Date, until: Date): AsyncIterable<WebhookHint['about']> {
    const events = await this.eventsBetween(from, until);
    const middle = new Date((from.getTime() + until.getTime()) / 2);
    // A full page may hide more; halves are asked for until they fit, because no cursor is promised.
    if (events.length === PAGE && middle.getTime() - from.getTime() > SHORTEST_SLICE_MS) {
      yield* this.listSince(from, middle);
      yield* this.listSince(middle, until);
      return;
    }
    for (const event of events) yield placeOf(event);
  }

  async readWebhook(delivery: WebhookDelivery): Promise<WebhookHint> {
    const transmissionId = await this.signature.verify(delivery);
    return { transmissionId, ...hintIn(delivery.body) };
  }

  private async eventsBetween(from: Date, until: Date): Promise<readonly EventBody[]> {
    const query = new URLSearchParams({
      start_time: from.toISOString(),
      end_time: until.toISOString(),
      page_size: String(PAGE),
    });
    const path = `/v1/notifications/webhooks-events?${query.toString()}`;
    const call = { operation: 'list events', method: 'GET', path, answer: eventList } as const;
    return (await this.api.call(call)).events;
  }
}

/** An id as a part of a path; what is not an id of PayPal's never gets there. */
function segment(ref: string): string {
  return encodeURIComponent(paypalId.parse(ref));
}

/** What PayPal cannot take exactly is refused before PayPal is asked. */
function payable<T>(operation: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof NotPayableByPayPal) throw new ProviderRefused(operation, error.reason, { cause: error });
    throw error;
  }
}
