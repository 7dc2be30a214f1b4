import { EventEmitter, once } from 'node:events';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EventLog, NotFound, type Subscription, timeLeftMs } from '@tovar/platform';
import { OrdersConfig } from '../orders.config.ts';
import { OrderDetails } from './order-details.ts';
import type { OrderView } from './order-row.ts';

/** Events behind which a buyer need not wait any longer: the order can be paid, or it is over. */
const TYPES = ['order.payment-started.v1', 'order.paid.v1', 'order.cancelled.v1'];
const REMEMBERED = 1_000;
/** Left of the request's time for reading and sending the answer. */
const RESERVE_MS = 500;

/**
 * Reads an order once its checkout has come to the payment, or to its end, so that a buyer gets the payment's address in
 * the answer to placeOrder. Woken by events; no request polls. Waits `ORDERS_PLACE_WAIT_MS` at most.
 */
@Injectable()
export class PayableOrder implements OnModuleInit, OnModuleDestroy {
  private readonly arrivals = new EventEmitter().setMaxListeners(0);
  /** The newest: an answer may be faster than whoever begins to wait for it. */
  private readonly arrived = new Set<string>();
  private tail?: Subscription;

  constructor(
    private readonly log: EventLog,
    private readonly config: OrdersConfig,
    private readonly details: OrderDetails,
  ) {}

  async onModuleInit(): Promise<void> {
    this.tail = await this.log.tail({ types: TYPES }, ({ subject }) => this.arrive(subject));
  }

  async onModuleDestroy(): Promise<void> {
    await this.tail?.close();
  }

  /** For an order that has just been placed: waits first, then reads once. */
  async afterPlacing(orderId: string): Promise<OrderView> {
    await this.arrival(orderId);
    return this.read(orderId);
  }

  /** For an order that was placed some time ago: most likely there is nothing to wait for. */
  async again(orderId: string): Promise<OrderView> {
    const order = await this.read(orderId);
    return isBeforePayment(order) ? this.afterPlacing(orderId) : order;
  }

  private async arrival(orderId: string): Promise<void> {
    if (this.arrived.has(orderId)) return;
    const waitMs = Math.min(this.config.ORDERS_PLACE_WAIT_MS, Math.max(0, timeLeftMs(Infinity) - RESERVE_MS));
    // The bound is no failure: the order is read as it is then.
    await once(this.arrivals, orderId, { signal: AbortSignal.timeout(waitMs) }).catch(() => undefined);
  }

  private arrive(orderId: string): void {
    this.arrived.add(orderId);
    const [oldest] = this.arrived;
    if (this.arrived.size > REMEMBERED && oldest !== undefined) this.arrived.delete(oldest);
    this.arrivals.emit(orderId);
  }

  private async read(orderId: string): Promise<OrderView> {
    const order = await this.details.find(orderId);
    if (!order) throw new NotFound('The order');
    return order;
  }
}

/** True until it is known whether the buyer can pay: promotions, stock or payment have not been answered for. */
function isBeforePayment({ status, paymentStatus }: OrderView): boolean {
  return status === 'CREATED' || (status === 'PROCESSING' && paymentStatus === 'NOT_PAID');
}
