import { Injectable } from '@nestjs/common';
import { Database, type NewJob, NotFound, Outbox } from '@tovar/platform';
import { QueryFailedError } from 'typeorm';
import type { AcceptedOrder } from '../domain/new-order.ts';
import { type Order, statusOf } from '../domain/order.ts';
import { CartAlreadyOrdered } from '../domain/order.errors.ts';
import { evolve, type OrderEvent } from '../domain/order-events.ts';
import { type Actor, reasonOf } from '../domain/order-history.ts';
import { messagesOf } from '../domain/order-messages.ts';
import { type Decision, OrderRepository } from '../domain/order.repository.ts';
import { OrderEntity, OrderHistoryEntity, OrderLineEntity } from './order.entity.ts';
import { toEntity, toLineEntity, toOrder } from './stored-order.ts';

/** PostgreSQL's name for "one cart becomes one order at most". */
const ONE_ORDER_PER_CART = 'orders_cart_id_key';

@Injectable()
export class TypeOrmOrderRepository extends OrderRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async nextNumber(): Promise<string> {
    const rows = await this.database.query<{ number: string }>(`SELECT nextval('order_number') AS number`);
    return `T-${rows[0]?.number}`;
  }

  async add({ order, events }: AcceptedOrder, by: Actor): Promise<void> {
    const lines = events.flatMap((event) => (event.type === 'OrderPlaced' ? event.lines : []));
    await this.database.transaction(async () => {
      await this.insert(order);
      const stored = lines.map((line, index) => toLineEntity(order.id, line, index + 1));
      await this.database.repository(OrderLineEntity).insert(stored);
      await this.tell(order, { by, events }, order.placedAt);
    });
  }

  async update(orderId: string, at: Date, decide: (order: Order) => Decision): Promise<readonly OrderEvent[]> {
    return this.database.transaction(async () => {
      const order = await this.lock(orderId);
      const { by, events } = decide(order);
      if (events.length === 0) return events;
      const changed = { ...events.reduce(evolve, order), version: order.version + 1 };
      await this.database.repository(OrderEntity).update({ id: orderId }, toEntity(changed));
      await this.tell(order, { by, events }, at);
      return events;
    });
  }

  private async insert(order: Order): Promise<void> {
    try {
      await this.database.repository(OrderEntity).insert(toEntity(order));
    } catch (error) {
      throw isOrderedAlready(error) ? new CartAlreadyOrdered(order.cartId, { cause: error }) : error;
    }
  }

  private async lock(orderId: string): Promise<Order> {
    const lock = { mode: 'pessimistic_write' } as const;
    const stored = await this.database.repository(OrderEntity).findOne({ where: { id: orderId }, lock });
    if (!stored) throw new NotFound('The order');
    return toOrder(stored);
  }

  /** The history, the messages and the deadlines: one statement for each kind, and one for each deadline. */
  private async tell(before: Order, decision: Decision, at: Date): Promise<void> {
    const { events } = decision;
    const entries = historyOf(before, decision, at);
    if (entries.length > 0) await this.database.repository(OrderHistoryEntity).insert(entries);
    const messages = events.flatMap((event) => messagesOf(before, event));
    const jobs = events.flatMap((event) => deadlinesOf(before, event));
    await this.outbox.add({ events: messages, jobs }, this.database);
  }
}

type NewEntry = Omit<OrderHistoryEntity, 'entry'>;

function historyOf(before: Order, { by, events }: Decision, at: Date): NewEntry[] {
  let order = before;
  return events.flatMap((event) => {
    order = evolve(order, event);
    if (event.type === 'CheckoutMoved') return [];
    const { id: orderId, paymentStatus, fulfillmentStatus, returnStatus } = order;
    const dimensions = { status: statusOf(order), paymentStatus, fulfillmentStatus, returnStatus };
    const actor = { actorKind: by.kind, actorId: by.id };
    return [{ orderId, event: event.type, at, ...actor, reason: reasonOf(event), ...dimensions }];
  });
}

/** One for each step: asking again replaces the deadline that was set before. */
function deadlinesOf({ id: orderId }: Order, event: OrderEvent): NewJob[] {
  if (event.type !== 'CheckoutMoved') return [];
  return event.send.flatMap((effect) => {
    if (effect.kind !== 'deadline') return [];
    const data = { orderId, deadline: effect.message };
    return [{ type: 'orders.deadline', data, runAt: effect.at, key: `${orderId} ${effect.step}` }];
  });
}

function isOrderedAlready(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  return (error.driverError as { constraint?: string }).constraint === ONE_ORDER_PER_CART;
}
