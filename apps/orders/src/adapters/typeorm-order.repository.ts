import { Inject, Injectable } from '@nestjs/common';
import { currentTraceparent, Database, type NewJob, NotFound, Outbox } from '@tovar/platform';
import type { StepPhase } from '@tovar/platform/saga';
import type { AcceptedOrder } from '../domain/new-order.ts';
import { CHECKOUT, type CheckoutSaga } from '../domain/checkout.saga.ts';
import { type Order, statusOf } from '../domain/order.ts';
import { changeOf, refundedOf } from '../domain/order-changed.ts';
import { CartAlreadyOrdered } from '../domain/order.errors.ts';
import { evolve, type OrderEvent } from '../domain/order-events.ts';
import { type Actor, reasonOf } from '../domain/order-history.ts';
import { messagesOf } from '../domain/order-messages.ts';
import { type Decision, OrderRepository } from '../domain/order.repository.ts';
import type { Placement } from '../domain/placement.ts';
import { OrderViewProjection } from '../queries/order-view.projection.ts';
import { AddOrder } from './add-order.sql.ts';
import { inCheckoutTrace } from './checkout-trace.ts';
import { historyValue, LOCK, NEXT_NUMBER, type NewEntry, type OrderRow, SAVE, savedValues } from './order.sql.ts';
import { toEntity, toLineEntity, toOrder, toPlacementEntity } from './stored-order.ts';

/** PostgreSQL's name for "one cart becomes one order that is not given up". */
const ONE_ORDER_PER_CART = 'one_order_of_a_cart';

@Injectable()
export class TypeOrmOrderRepository extends OrderRepository {
  private readonly addition: AddOrder;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly views: OrderViewProjection,
    @Inject(CHECKOUT) private readonly checkout: CheckoutSaga,
  ) {
    super();
    this.addition = new AddOrder(database);
  }

  async nextNumber(): Promise<string> {
    const rows = await this.database.prepared<{ number: string }>(NEXT_NUMBER, []);
    return `T-${rows[0]?.number}`;
  }

  async add({ order, events }: AcceptedOrder, by: Actor): Promise<void> {
    await this.database.transaction(async () => {
      const taken = { by, events, at: order.placedAt };
      await this.insert(order, placementOf(events), historyOf(order, order, taken));
      await this.tell(order, order, taken);
    });
  }

  async update(orderId: string, at: Date, decide: (order: Order) => Decision): Promise<readonly OrderEvent[]> {
    return this.database.transaction(async () => {
      const { order, traceparent } = await this.lock(orderId);
      const { by, events } = decide(order);
      if (events.length === 0) return events;
      const changed = { ...events.reduce(evolve, order), version: order.version + 1 };
      const taken = { by, events, at };
      await this.database.send(SAVE, savedValues(changed, historyOf(order, changed, taken)));
      await inCheckoutTrace({ order, traceparent }, () => this.tell(order, changed, taken));
      return events;
    });
  }

  private async insert(order: Order, placement: Placement, history: readonly NewEntry[]): Promise<void> {
    const entity = { ...toEntity(order), traceparent: currentTraceparent() ?? null };
    const lines = placement.lines.map((line, index) => toLineEntity(order.id, line, index + 1));
    try {
      await this.database.prepared(this.addition.statement, [
        historyValue(history),
        ...this.addition.values(entity, lines, toPlacementEntity(order, placement)),
      ]);
    } catch (error) {
      throw isOrderedAlready(error) ? new CartAlreadyOrdered(order.cartId, { cause: error }) : error;
    }
  }

  private async lock(orderId: string): Promise<{ order: Order; traceparent: string | null }> {
    const [row] = await this.database.prepared<OrderRow>(LOCK, [orderId]);
    if (!row) throw new NotFound('The order');
    const { traceparent, ...stored } = row;
    return { order: toOrder({ ...stored, totalMinor: BigInt(stored.totalMinor) }), traceparent };
  }

  /** The view, the messages and the deadlines. */
  private async tell(before: Order, after: Order, { by, events, at }: Decision & { at: Date }): Promise<void> {
    const change = changeOf(this.checkout, after, at);
    await this.views.apply(change);
    const messages = events.flatMap((event) => messagesOf(before, event, by));
    const jobs = events.flatMap((event) => deadlinesOf(before, event));
    const cancel = events.flatMap((event) => endedDeadlinesOf(before, event));
    const changed = { type: 'order.changed.v1', subject: change.orderId, data: change };
    await this.outbox.add({ events: [...messages, changed], jobs, cancel }, this.database);
  }
}

/** What happened, and how the order was behind each of it. */
function historyOf(
  before: Order,
  { version, attention }: Order,
  { by, events, at }: Decision & { at: Date },
): NewEntry[] {
  let order = before;
  return events.flatMap((event) => {
    order = evolve(order, event);
    if (event.type === 'CheckoutMoved') return [];
    const { id: orderId, paymentStatus, fulfillmentStatus, returnStatus, cancelReason } = order;
    const dimensions = { status: statusOf(order), paymentStatus, fulfillmentStatus, returnStatus, cancelReason };
    const what = { event: event.type, at, actorKind: by.kind, actorId: by.id, reason: reasonOf(event) };
    return [{ orderId, ...what, ...dimensions, version, refundedMinor: refundedOf(order), attention }];
  });
}

const isOpen = (progress?: { readonly phase: StepPhase }): boolean =>
  progress?.phase === 'doing' || progress?.phase === 'undoing';

/** Those of the steps that were waited for and are not any more. */
function endedDeadlinesOf({ id: orderId, checkout }: Order, event: OrderEvent): string[] {
  if (event.type !== 'CheckoutMoved') return [];
  const { steps } = event.state;
  return Object.keys(steps)
    .filter((step) => isOpen(checkout.steps[step]) && !isOpen(steps[step]))
    .map((step) => deadlineKey(orderId, step));
}

function deadlineKey(orderId: string, step: string): string {
  return `${orderId} ${step}`;
}

/** One for each step: asking again replaces the deadline that was set before. */
function deadlinesOf({ id: orderId }: Order, event: OrderEvent): NewJob[] {
  if (event.type !== 'CheckoutMoved') return [];
  return event.send.flatMap((effect) => {
    if (effect.kind !== 'deadline') return [];
    const data = { orderId, deadline: effect.message };
    return [{ type: 'orders.deadline', data, runAt: effect.at, key: deadlineKey(orderId, effect.step) }];
  });
}

/** What is placed has its placement among its events. */
function placementOf(events: readonly OrderEvent[]): Placement {
  for (const event of events) if (event.type === 'OrderPlaced') return event.placement;
  throw new Error('An order is added that was not placed.');
}

function isOrderedAlready(error: unknown): boolean {
  return (error as { constraint?: string }).constraint === ONE_ORDER_PER_CART;
}
