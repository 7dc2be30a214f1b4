import type {
  CheckoutReading,
  CheckoutReadingLine,
  MessageType,
  MoneyJson,
  ShopEvent,
  ShopMessage,
} from '@tovar/contracts';
import { fromJson, multiply, sum, toJson } from '@tovar/contracts';
import type { EventLog } from '@tovar/platform';
import type { FastifyInstance } from 'fastify';
import { v7 as uuidv7 } from 'uuid';

const REQUESTS = [
  'promotion.redeem-requested.v1',
  'promotion.release-requested.v1',
  'stock.requested.v1',
  'stock.extend-requested.v1',
  'stock.release-requested.v1',
  'stock.allocate-requested.v1',
  'payment.requested.v1',
  'payment.capture-requested.v1',
  'payment.cancel-requested.v1',
  'payment.refund-requested.v1',
  'shipment.requested.v1',
] as const satisfies readonly MessageType[];
type Request = ShopMessage<(typeof REQUESTS)[number]>;

/** How cart, catalog and payments answer; 'silent' until a test says more. */
export interface Manners {
  promotions: 'redeems' | 'rejects' | 'silent';
  stock: 'reserves' | 'rejects' | 'silent';
  allocation: 'allocates' | 'rejects' | 'silent';
  payment: 'starts' | 'fails' | 'silent';
  capture: 'captures' | 'declines' | 'silent';
}

const OBLIGING: Manners = {
  promotions: 'redeems',
  stock: 'reserves',
  allocation: 'allocates',
  payment: 'starts',
  capture: 'captures',
};

/** A piece of something on sale. */
export type Piece = Omit<CheckoutReadingLine, 'quantity' | 'discounts' | 'tax' | 'total'>;

/** A cart as a test wants it: the sums follow from its lines unless they are given. */
export type CartWish = Partial<Omit<CheckoutReading, 'lines'>> & {
  readonly token?: string;
  readonly lines?: readonly (Pick<CheckoutReadingLine, 'variantId' | 'quantity'> & Partial<CheckoutReadingLine>)[];
};

/** Plays cart, catalog, payments and shipping: over HTTP as cart is asked, and over the log as they are told. */
export class Neighbours {
  manners: Manners = OBLIGING;
  /** How often each answer is given. */
  deliveries = 1;
  /** Which limited promotions cart says that an order has a use of. */
  readonly uses = new Map<string, string[]>();
  private readonly carts = new Map<string, CheckoutReading & { token?: string }>();
  private readonly pieces = new Map<string, Piece>();
  private readonly requests: Request[] = [];
  private log?: EventLog;

  readonly cart = (service: FastifyInstance): void => {
    service.post<{ Body: { cartId: string; cartToken?: string; customerId?: string } }>(
      '/internal/checkouts',
      ({ body }, reply) => {
        const cart = this.carts.get(body.cartId);
        if (!cart) return reply.status(404).send({ code: 'NOT_FOUND' });
        const { token, ...reading } = cart;
        const isOpen = token ? token === body.cartToken : reading.customerId === body.customerId;
        return isOpen ? reading : reply.status(404).send({ code: 'NOT_FOUND' });
      },
    );
    service.post<{ Body: { orderIds: string[] } }>('/internal/order-uses', ({ body }) => ({
      orders: body.orderIds.flatMap((orderId) => {
        const promotionIds = this.uses.get(orderId);
        return promotionIds ? [{ orderId, promotionIds }] : [];
      }),
    }));
  };

  /** Begins to hear and answer what orders tells. */
  async join(log: EventLog): Promise<void> {
    this.log = log;
    await log.tail({ types: REQUESTS }, (event) => void this.answer(event as unknown as Request));
  }

  /** As at the beginning: obliging, and everything said once. */
  behave(manners: Partial<Manners> = {}): void {
    this.manners = { ...OBLIGING, ...manners };
    this.deliveries = 1;
  }

  /** Something on sale for 12.99 EUR unless the test says otherwise. */
  variant(piece: Partial<Piece> = {}): string {
    const variantId = piece.variantId ?? uuidv7();
    this.pieces.set(variantId, {
      variantId,
      productId: uuidv7(),
      sku: 'KET-1',
      name: { en: 'Kettle', ru: 'Чайник' },
      unitPrice: { amount: '1299', currency: 'EUR' },
      ...piece,
    });
    return variantId;
  }

  /** A customer's cart with two pieces of one variant and nothing in its way, or a guest's when there is a token. */
  aCart({ lines = [{ variantId: this.variant(), quantity: 2 }], ...wish }: CartWish = {}): CheckoutReading {
    const priced = lines.map((line) => this.priced(line));
    const delivery = wish.delivery ?? null;
    const parts = [...priced, ...(delivery ? [delivery] : [])];
    const reading = {
      cartId: uuidv7(),
      version: 3,
      customerId: null,
      currency: 'EUR',
      email: null,
      lines: priced,
      delivery,
      billingAddress: null,
      paymentProvider: null,
      subtotal: sumOf(priced.map(({ unitPrice, quantity }) => toJson(multiply(fromJson(unitPrice), quantity)))),
      discountTotal: sumOf(parts.flatMap(({ discounts }) => discounts.map(({ amount }) => amount))),
      taxTotal: sumOf(parts.map(({ tax }) => tax.amount)),
      total: sumOf(parts.map(({ total }) => total)),
      promotions: [],
      trace: [],
      problems: [],
      ...wish,
    };
    this.carts.set(reading.cartId, reading);
    return reading;
  }

  private priced({ variantId, quantity, ...line }: NonNullable<CartWish['lines']>[number]): CheckoutReadingLine {
    const piece = this.pieces.get(variantId);
    if (!piece) throw new Error(`Nothing is on sale as ${variantId}.`);
    const { unitPrice } = piece;
    const tax = {
      category: 'STANDARD',
      rateBasisPoints: 0,
      isIncluded: true,
      amount: { ...unitPrice, amount: '0' },
    } as const;
    return { ...piece, quantity, discounts: [], tax, total: toJson(multiply(fromJson(unitPrice), quantity)), ...line };
  }

  /** As cart does when it hears that the order is placed. */
  endCart(cartId: string): void {
    this.carts.delete(cartId);
  }

  /** The types of what was asked of the neighbours for the order, in turn. */
  askedFor(orderId: string): string[] {
    return this.requests.filter(({ subject }) => subject === orderId).map(({ type }) => type);
  }

  request<Type extends Request['type']>(orderId: string, type: Type): Extract<Request, { type: Type }> {
    const found = this.requests.find((each) => each.subject === orderId && each.type === type);
    if (!found) throw new Error(`${type} was not asked for ${orderId}; only ${this.askedFor(orderId).join(', ')}.`);
    return found as Extract<Request, { type: Type }>;
  }

  /** Says something of an order, as the service that it comes from would. */
  async tell(orderId: string, type: MessageType, data: object = {}): Promise<void> {
    const source = SOURCES[type.split('.')[0] ?? ''] ?? 'payments';
    const paymentId = source === 'payments' ? { paymentId: this.paymentIdOf(orderId) } : {};
    const event = { type, subject: orderId, data: { orderId, ...paymentId, ...data } } as unknown as ShopEvent;
    for (let time = 0; time < this.deliveries; time += 1) await this.log?.append(source, [event]);
  }

  private async answer(request: Request): Promise<void> {
    this.requests.push(request);
    const { promotions, stock, allocation, payment, capture } = this.manners;
    const { orderId } = request.data;
    switch (request.type) {
      case 'promotion.redeem-requested.v1':
        if (promotions === 'redeems') await this.tell(orderId, 'promotion.redeemed.v1');
        if (promotions === 'rejects') await this.tell(orderId, 'promotion.rejected.v1', rejectionOf(request));
        return;
      case 'promotion.release-requested.v1':
        return this.tell(orderId, 'promotion.released.v1');
      case 'stock.requested.v1':
        if (stock === 'reserves') await this.tell(orderId, 'stock.reserved.v1');
        if (stock === 'rejects') await this.tell(orderId, 'stock.rejected.v1', { shortages: shortagesOf(request) });
        return;
      case 'stock.release-requested.v1':
        return this.tell(orderId, 'stock.released.v1');
      case 'stock.allocate-requested.v1':
        if (allocation === 'allocates') await this.tell(orderId, 'stock.allocated.v1');
        if (allocation === 'rejects') await this.tell(orderId, 'stock.rejected.v1', { shortages: [] });
        return;
      case 'payment.requested.v1':
        if (payment === 'starts') await this.tell(orderId, 'payment.started.v1', { redirectUrl: payUrlOf(orderId) });
        if (payment === 'fails') await this.tell(orderId, 'payment.failed.v1', { reason: 'REFUSED' });
        return;
      case 'payment.capture-requested.v1':
        if (capture === 'captures') await this.capture(orderId);
        if (capture === 'declines') await this.tell(orderId, 'payment.declined.v1', { reason: 'DECLINED' });
        return;
      case 'payment.cancel-requested.v1':
        return this.tell(orderId, 'payment.cancelled.v1');
      case 'payment.refund-requested.v1':
        return this.tell(orderId, 'payment.refunded.v1', { amount: this.amountOf(orderId), refundId: uuidv7() });
      case 'shipment.requested.v1':
        return this.tell(orderId, 'shipment.booked.v1', { shipmentId: uuidv7() });
      case 'stock.extend-requested.v1':
    }
  }

  capture(orderId: string): Promise<void> {
    return this.tell(orderId, 'payment.captured.v1', { amount: this.amountOf(orderId) });
  }

  private amountOf(orderId: string) {
    return this.request(orderId, 'payment.requested.v1').data.amount;
  }

  /** Before a payment was asked for, any will do. */
  private paymentIdOf(orderId: string): string {
    const asked = this.requests.find((each) => each.subject === orderId && each.type === 'payment.requested.v1');
    return asked?.type === 'payment.requested.v1' ? asked.data.paymentId : uuidv7();
  }
}

export function payUrlOf(orderId: string): string {
  return `https://pay.example/${orderId}`;
}

function shortagesOf({ data }: ShopMessage<'stock.requested.v1'>) {
  return data.lines.map(({ variantId, quantity }) => ({ variantId, requested: quantity, available: 1 }));
}

const SOURCES: Readonly<Record<string, string>> = {
  promotion: 'cart',
  stock: 'catalog',
  shipment: 'shipping',
  return: 'shipping',
};

function rejectionOf({ data }: ShopMessage<'promotion.redeem-requested.v1'>) {
  return { promotionId: data.promotions[0]?.promotionId, reason: 'USED_UP' };
}

function sumOf(amounts: readonly MoneyJson[]): MoneyJson {
  return toJson(sum(amounts[0]?.currency ?? 'EUR', amounts.map(fromJson)));
}
