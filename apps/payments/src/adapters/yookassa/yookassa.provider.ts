import type { Money } from '@tovar/contracts';
import type { BuyerContact, BuyerContacts } from '../../domain/buyer-contacts.ts';
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
import type { SentRequests } from '../../domain/sent-requests.ts';
import { toProviderPayment, toProviderRefund } from './provider-views.ts';
import { receiptOf, type ReceiptSettings, refundReceipt } from './receipt.ts';
import { hintIn } from './webhook-hint.ts';
import {
  type PaymentAnswer,
  paymentAnswer,
  paymentList,
  refundAnswer,
  refundList,
  yookassaId,
} from './yookassa-answers.ts';
import type { YooKassaApi } from './yookassa-api.ts';
import type { YooKassaEnvironment } from './yookassa-environment.ts';
import { toYooKassa } from './yookassa-money.ts';

/** YooKassa forgets a key after 24 hours and would then do the same again: after this long it is asked what there is. */
const KEY_LIFE_MS = 23 * 3_600_000;
const SENT_OTHERWISE = 'its receipt went elsewhere the first time; it waits until YooKassa has forgotten the key';
const CLOCKS_DIFFER_MS = 5 * 60_000;
const PAGE = 100;
const LONGEST_DESCRIPTION = 128;

/** Receipts as the law of some countries asks for, and where each goes. */
export interface Receipts {
  readonly settings: ReceiptSettings;
  readonly contacts: BuyerContacts;
  readonly sent: SentRequests;
}

/** YooKassa by API v3, in two stages: the buyer's money is held, we take it or let go of it. */
export class YooKassaProvider extends PaymentProvider {
  readonly name = 'yookassa';

  constructor(
    private readonly api: YooKassaApi,
    private readonly environment: YooKassaEnvironment,
    private readonly currencies: ReadonlySet<string>,
    private readonly receipts?: Receipts,
    private readonly now: () => number = Date.now,
  ) {
    super();
  }

  takes(currency: string): boolean {
    return this.currencies.has(currency);
  }

  async create(request: PaymentRequest, key: string): Promise<ProviderPayment> {
    const operation = 'start the payment';
    this.requireTaken(operation, request.amount);
    const body = await this.creation(request);
    if (!(await this.maySend(key, body))) return this.created(request, operation);
    const command = { body, key };
    const seen = await this.seen(await this.api.call({ operation, path: '/payments', command, answer: paymentAnswer }));
    if (seen.status === 'waiting' && !seen.redirectUrl) {
      throw new UnknownOutcome(operation, 'YooKassa named no page of its own for the buyer');
    }
    return seen;
  }

  async fetch(providerRef: string): Promise<ProviderPayment> {
    const path = `/payments/${segment(providerRef)}`;
    return this.seen(await this.api.call({ operation: 'read the payment', path, answer: paymentAnswer }));
  }

  /** A refusal may mean that it is captured already: then that is shown. */
  async capture(providerRef: string, key: string): Promise<ProviderPayment> {
    try {
      return await this.settle('capture', providerRef, key);
    } catch (error) {
      if (!(error instanceof ProviderRefused)) throw error;
      const seen = await this.fetch(providerRef);
      if (seen.status !== 'completed') throw error;
      return seen;
    }
  }

  /** What waits for its buyer cannot be cancelled: it lapses by itself, or is let go of once the buyer has paid. */
  async cancel(providerRef: string, key: string): Promise<'cancelled' | 'not-supported'> {
    try {
      await this.settle('cancel', providerRef, key);
      return 'cancelled';
    } catch (error) {
      if (!(error instanceof ProviderRefused)) throw error;
      const { status } = await this.fetch(providerRef);
      if (status === 'approved') throw error;
      return status === 'voided' ? 'cancelled' : 'not-supported';
    }
  }

  async refund({ paymentId, orderId, captureRef, amount, key, askedAt }: RefundRequest): Promise<ProviderRefund> {
    const operation = 'refund the payment';
    const body = {
      payment_id: yookassaId.parse(captureRef),
      amount: toYooKassa(amount),
      metadata: { payment_id: paymentId, key },
      ...(await this.receipt(orderId, (contact, settings) => refundReceipt(amount, contact, settings))),
    };
    const maySend = await this.maySend(key, body);
    if (!maySend || this.now() - askedAt.getTime() > KEY_LIFE_MS) {
      const made = (await this.refundsOf(captureRef)).find(({ metadata }) => metadata.key === key);
      if (made) return toProviderRefund(made);
    }
    if (!maySend) throw new UnknownOutcome(operation, SENT_OTHERWISE);
    const command = { body, key };
    return toProviderRefund(await this.api.call({ operation, path: '/refunds', command, answer: refundAnswer }));
  }

  async fetchRefund(refundRef: string): Promise<ProviderRefund> {
    const path = `/refunds/${segment(refundRef)}`;
    return toProviderRefund(await this.api.call({ operation: 'read the refund', path, answer: refundAnswer }));
  }

  async readWebhook(delivery: WebhookDelivery): Promise<WebhookHint> {
    return hintIn(delivery, this.environment.isSender);
  }

  async *listSince(from: Date, until: Date): AsyncIterable<WebhookHint['about']> {
    const operation = 'list payments';
    for (let cursor: string | undefined; ;) {
      const query = new URLSearchParams({
        'created_at.gte': from.toISOString(),
        'created_at.lt': until.toISOString(),
        limit: String(PAGE),
        ...(cursor && { cursor }),
      });
      const page = await this.api.call({ operation, path: `/payments?${query.toString()}`, answer: paymentList });
      for (const { id, metadata } of page.items) yield { providerRef: id, paymentId: metadata.payment_id };
      cursor = page.next_cursor;
      if (!cursor) return;
    }
  }

  private async creation(request: PaymentRequest): Promise<object> {
    const { id, orderId, orderNumber, amount, returnUrl } = request;
    return {
      amount: toYooKassa(amount),
      capture: false,
      confirmation: { type: 'redirect', return_url: returnUrl },
      description: Array.from(`Order ${orderNumber}`).slice(0, LONGEST_DESCRIPTION).join(''),
      metadata: { payment_id: id },
      ...(await this.receipt(orderId, (contact, settings) => receiptOf(request, contact, settings))),
    };
  }

  /**
   * Without a receipt a body says what is stored, and so is always the same. With one it differs when the buyer was
   * forgotten meanwhile: YooKassa would then refuse the key for good, whether or not it had done what was asked.
   */
  private async maySend(key: string, body: object): Promise<boolean> {
    return this.receipts ? this.receipts.sent.maySend(key, body) : true;
  }

  /** What YooKassa made of a creation that may not be sent again. */
  private async created({ id, createdAt }: PaymentRequest, operation: string): Promise<ProviderPayment> {
    const [from, until] = [createdAt.getTime() - CLOCKS_DIFFER_MS, this.now() + CLOCKS_DIFFER_MS];
    for await (const { paymentId, providerRef = '' } of this.listSince(new Date(from), new Date(until))) {
      if (paymentId === id) return this.fetch(providerRef);
    }
    throw new UnknownOutcome(operation, SENT_OTHERWISE);
  }

  /** Nobody is asked for the buyer's address unless a receipt is made. */
  private async receipt(
    orderId: string,
    make: (contact: BuyerContact | undefined, settings: ReceiptSettings) => object,
  ): Promise<object> {
    if (!this.receipts) return {};
    const { contacts, settings } = this.receipts;
    return { receipt: make(await contacts.of(orderId), settings) };
  }

  private requireTaken(operation: string, { currency }: Money): void {
    if (!this.takes(currency)) throw new ProviderRefused(operation, 'CURRENCY_NOT_SUPPORTED');
  }

  private async settle(how: 'capture' | 'cancel', providerRef: string, key: string): Promise<ProviderPayment> {
    const call = { operation: `${how} the payment`, path: `/payments/${segment(providerRef)}/${how}` };
    return this.seen(await this.api.call({ ...call, command: { body: {}, key }, answer: paymentAnswer }));
  }

  /** The payment tells how much of it was refunded, but not by which refunds. */
  private async seen(payment: PaymentAnswer): Promise<ProviderPayment> {
    const hasRefunds = /[1-9]/.test(payment.refunded_amount?.value ?? '');
    return toProviderPayment(payment, hasRefunds ? await this.refundsOf(payment.id) : [], this.environment);
  }

  private async refundsOf(paymentRef: string) {
    const path = `/refunds?payment_id=${segment(paymentRef)}&limit=${PAGE}`;
    return (await this.api.call({ operation: 'list the refunds', path, answer: refundList })).items;
  }
}

/** An id as a part of a path; what is not an id of YooKassa's never gets there. */
function segment(ref: string): string {
  const { data } = yookassaId.safeParse(ref);
  if (data === undefined) throw new ProviderRefused('find the payment', 'NOT_FOUND');
  return encodeURIComponent(data);
}
