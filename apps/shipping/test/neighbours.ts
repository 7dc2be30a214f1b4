import type { MessageData, MessageType } from '@tovar/contracts';
import type { EventLog, StoredEvent } from '@tovar/platform';
import { waitFor } from '@tovar/testing';
import type { FastifyInstance } from 'fastify';
import { v7 as uuidv7 } from 'uuid';

const TOLD = [
  'shipment.booked.v1',
  'shipment.shipped.v1',
  'shipment.delivered.v1',
  'shipment.failed.v1',
  'shipment.cancelled.v1',
  'return.requested.v1',
  'return.approved.v1',
  'return.rejected.v1',
  'return.cancelled.v1',
  'return.received.v1',
  'return.refunded.v1',
  'return.closed.v1',
  'payment.return-refund-requested.v1',
] as const satisfies readonly MessageType[];

export const ANNA = {
  recipient: 'Anna Schmidt',
  line1: 'Torstraße 1',
  city: 'Berlin',
  postalCode: '10119',
  country: 'DE',
  phone: '+493012345678',
};

/** Of which order a test asks, and how it is told to be. */
export type OrderWish = Partial<MessageData<'shipment.requested.v1'>>;

/** Plays orders, catalog and payments: over HTTP as they are asked, and over the log as they are told. */
export class Neighbours {
  /** Why orders lets nothing be sent; undefined when it does. */
  refusal?: string;
  /** How often orders was asked for a clearance. */
  clearances = 0;
  /** What was paid for orders, in minor units; nothing unless a test says so. */
  readonly paid = new Map<string, bigint>();
  private readonly told: StoredEvent[] = [];
  private log?: EventLog;

  readonly orders = (service: FastifyInstance): void => {
    service.post('/internal/shipping-clearances', (_request, reply) => {
      this.clearances += 1;
      if (this.refusal === undefined) return { address: ANNA, email: 'anna@example.com' };
      return reply.status(409).send({ code: 'ORDER_NOT_SHIPPABLE', title: 'No.', why: this.refusal });
    });
  };

  readonly catalog = (service: FastifyInstance): void => {
    service.post<{ Body: { items: { variantId: string }[]; currency: string } }>('/internal/quotes', ({ body }) => ({
      quotes: body.items.map(({ variantId }) => ({
        variantId,
        productId: uuidv7(),
        slug: 'kettle',
        sku: 'KET-1',
        name: { en: 'Kettle', ru: 'Чайник' },
        unitPrice: null,
        isTaxIncluded: true,
        taxCategory: 'STANDARD',
        categoryIds: [],
        weightGrams: 750,
        available: 0,
        isPurchasable: true,
      })),
    }));
  };

  readonly payments = (service: FastifyInstance): void => {
    service.post<{ Body: { orderIds: string[] } }>('/internal/order-money', ({ body }) => ({
      orders: body.orderIds.flatMap((orderId) => {
        const amount = this.paid.get(orderId)?.toString();
        const money = (minor: string) => ({ amount: minor, currency: 'EUR' });
        return amount === undefined ? [] : [{ orderId, captured: money(amount), refunded: money('0') }];
      }),
    }));
  };

  async join(log: EventLog): Promise<void> {
    this.log = log;
    await log.tail({ types: TOLD }, (event) => void this.told.push(event));
  }

  async tell<Type extends MessageType>(source: string, type: Type, data: MessageData<Type>): Promise<void> {
    const { orderId: subject } = data as { orderId: string };
    await this.log?.append(source, [{ type, subject, data }]);
  }

  /** What shipping has told of the order, in turn. */
  toldOf(orderId: string, type?: (typeof TOLD)[number]): StoredEvent[] {
    return this.told.filter((event) => event.subject === orderId && (type === undefined || event.type === type));
  }

  /** Waits for the message of the order. */
  hears<Type extends (typeof TOLD)[number]>(orderId: string, type: Type, times = 1): Promise<MessageData<Type>> {
    return waitFor(`${type} of ${orderId}`, () => {
      return this.toldOf(orderId, type)[times - 1]?.data as MessageData<Type> | undefined;
    });
  }

  /** A customer's paid order of two kettles and a pot, by courier, unless the test says otherwise; shipping has booked it. */
  async paidOrder(wish: OrderWish = {}): Promise<MessageData<'shipment.requested.v1'> & { shipmentId: string }> {
    const order = anOrder(wish);
    await this.tell('orders', 'shipment.requested.v1', order);
    const { shipmentId } = await this.hears(order.orderId, 'shipment.booked.v1');
    return { ...order, shipmentId };
  }
}

export function anOrder(wish: OrderWish = {}): MessageData<'shipment.requested.v1'> {
  return {
    orderId: uuidv7(),
    orderNumber: `T-${uuidv7()}`,
    customerId: uuidv7(),
    guestAccess: null,
    currency: 'EUR',
    method: {
      methodId: uuidv7(),
      code: 'courier',
      name: { en: 'Courier', ru: 'Курьер' },
      carrier: 'table',
      estimate: { minDays: 1, maxDays: 3 },
    },
    lines: [aLine('KET-1', 2, '2599'), aLine('POT-1', 1, '1000')],
    ...wish,
  };
}

/** So many of something new, for so much in all. */
export function aLine(sku: string, quantity: number, total: string): OrderLine {
  const name = { en: `Thing ${sku}`, ru: `Вещь ${sku}` };
  return { variantId: uuidv7(), productId: uuidv7(), sku, name, quantity, total: { amount: total, currency: 'EUR' } };
}
type OrderLine = MessageData<'shipment.requested.v1'>['lines'][number];
