import { v7 as uuidv7 } from 'uuid';
import { PaymentUnknown } from '../src/domain/payment.errors.ts';
import { newFacts, type Payment, type PaymentRequest } from '../src/domain/payment.ts';
import type { Change } from '../src/domain/payment-decisions.ts';
import { eventsBetween } from '../src/domain/payment-events.ts';
import { progressOf } from '../src/domain/payment-progress.ts';
import type { WebhookHint } from '../src/domain/payment-provider.ts';
import { type Attention, PaymentRepository } from '../src/domain/payment.repository.ts';
import type { StaffRefund } from '../src/domain/staff-refund.ts';
import { RefundAlreadyDecided } from '../src/domain/staff-refund.errors.ts';

const PAYING = ['PENDING', 'CAPTURED', 'PARTIALLY_REFUNDED'];

/** Payments in a map; everything happens at once, so no two decisions overlap. */
export class InMemoryPaymentRepository extends PaymentRepository {
  /** The names of what was told, in order, and the types of the jobs that were given. */
  readonly said: string[] = [];
  readonly jobs: string[] = [];
  private readonly payments = new Map<string, Payment>();
  private readonly attention = new Map<string, Attention>();
  private readonly refunds = new Map<string, StaffRefund>();

  async add(request: PaymentRequest, decide: (payment: Payment) => Change): Promise<boolean> {
    if (this.payments.has(request.id)) return false;
    const payment = { ...request, transactions: [], isPaidElsewhere: false, awaiting: 0n };
    this.save(payment, decide(payment));
    return true;
  }

  async get(paymentId: string): Promise<Payment> {
    const payment = await this.find(paymentId);
    if (!payment) throw new PaymentUnknown(paymentId);
    return payment;
  }

  async find(paymentId: string): Promise<Payment | undefined> {
    return this.payments.get(paymentId);
  }

  async findNamed(provider: string, about: WebhookHint['about']): Promise<Payment | undefined> {
    const own = [...this.payments.values()].filter((payment) => payment.provider === provider);
    const has = (ref: string | undefined) => (payment: Payment) =>
      ref !== undefined && payment.transactions.some(({ providerRef }) => providerRef === ref);
    const named = own.find(has(about.providerRef)) ?? own.find(has(about.captureRef));
    return named ?? own.find(({ id }) => id === about.paymentId);
  }

  async findIds(provider: string, providerRefs: readonly string[]): Promise<string[]> {
    const found = await Promise.all(providerRefs.map((providerRef) => this.findNamed(provider, { providerRef })));
    return found.flatMap((payment) => payment?.id ?? []);
  }

  async flag(paymentId: string, attention: Attention): Promise<void> {
    this.attention.set(paymentId, attention);
  }

  async clearAttention(paymentId: string): Promise<Attention | undefined> {
    const attention = this.attention.get(paymentId);
    this.attention.delete(paymentId);
    return attention;
  }

  async findRefund(refundId: string): Promise<StaffRefund | undefined> {
    return this.refunds.get(refundId);
  }

  private decided(refund: StaffRefund): StaffRefund {
    const isLate = refund.decidedBy !== undefined && this.refunds.get(refund.id)?.status !== 'WAITING';
    if (isLate) throw new RefundAlreadyDecided(refund.id);
    return refund;
  }

  async update(paymentId: string, decide: (payment: Payment) => Change): Promise<Payment> {
    const payment = await this.get(paymentId);
    const others = [...this.payments.values()].filter(
      ({ orderId, id }) => orderId === payment.orderId && id !== paymentId,
    );
    const isPaidElsewhere = others.some(({ transactions }) => PAYING.includes(progressOf(transactions).state));
    const current = { ...(this.payments.get(paymentId) ?? payment), isPaidElsewhere };
    return this.save(current, decide(current));
  }

  private save(
    before: Payment,
    { facts = [], redirectUrl = before.redirectUrl, tell = [], jobs = [], refund, awaiting = before.awaiting }: Change,
  ): Payment {
    const added = newFacts(before.transactions, facts).map((fact) => ({ ...fact, id: uuidv7() }));
    const after = { ...before, redirectUrl, transactions: [...before.transactions, ...added], awaiting };
    if (refund) this.refunds.set(refund.id, this.decided(refund));
    this.payments.set(after.id, after);
    this.said.push(...[...eventsBetween(before, after), ...tell].map(({ type }) => type.split('.')[1] ?? ''));
    this.jobs.push(...jobs.map(({ type }) => type));
    return after;
  }
}
