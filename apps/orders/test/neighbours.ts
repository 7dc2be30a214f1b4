import type { CartReading, MessageType, QuoteRequest, ShopEvent, ShopMessage, VariantQuote } from '@tovar/contracts';
import type { EventLog } from '@tovar/platform';
import type { FastifyInstance } from 'fastify';
import { v7 as uuidv7 } from 'uuid';

const REQUESTS = [
  'stock.requested.v1',
  'stock.extend-requested.v1',
  'stock.release-requested.v1',
  'stock.allocate-requested.v1',
  'payment.requested.v1',
  'payment.capture-requested.v1',
  'payment.cancel-requested.v1',
  'payment.refund-requested.v1',
] as const satisfies readonly MessageType[];
type Request = ShopMessage<(typeof REQUESTS)[number]>;

/** How catalog and payments answer; 'silent' until a test says more. */
export interface Manners {
  stock: 'reserves' | 'rejects' | 'silent';
  allocation: 'allocates' | 'rejects' | 'silent';
  payment: 'starts' | 'fails' | 'silent';
  capture: 'captures' | 'declines' | 'silent';
}

const OBLIGING: Manners = { stock: 'reserves', allocation: 'allocates', payment: 'starts', capture: 'captures' };

/** Plays cart, catalog and payments: over HTTP as they are asked, and over the log as they are told. */
export class Neighbours {
  manners: Manners = OBLIGING;
  /** How often each answer is given. */
  deliveries = 1;
  private readonly carts = new Map<string, CartReading & { token?: string }>();
  private readonly quotes = new Map<string, VariantQuote>();
  private readonly requests: Request[] = [];
  private log?: EventLog;

  readonly cart = (service: FastifyInstance): void => {
    service.post<{ Body: { cartId: string; cartToken?: string; customerId?: string } }>(
      '/internal/cart-readings',
      ({ body }, reply) => {
        const cart = this.carts.get(body.cartId);
        if (!cart) return reply.status(404).send({ code: 'NOT_FOUND' });
        const { token, ...reading } = cart;
        const isOpen = token ? token === body.cartToken : reading.customerId === body.customerId;
        return isOpen ? reading : reply.status(404).send({ code: 'NOT_FOUND' });
      },
    );
  };

  readonly catalog = (service: FastifyInstance): void => {
    service.post<{ Body: QuoteRequest }>('/internal/quotes', ({ body }) => ({
      quotes: body.items.flatMap(({ variantId }) => this.quotes.get(variantId) ?? []),
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

  /** A variant on sale for 12.99 EUR, five of them, unless the test says otherwise. */
  variant(quote: Partial<VariantQuote> = {}): string {
    const variantId = quote.variantId ?? uuidv7();
    this.quotes.set(variantId, {
      variantId,
      productId: uuidv7(),
      slug: 'kettle',
      sku: 'KET-1',
      name: { en: 'Kettle', ru: 'Чайник' },
      unitPrice: { amount: '1299', currency: 'EUR' },
      isTaxIncluded: true,
      taxCategory: 'STANDARD',
      categoryIds: [],
      weightGrams: 500,
      available: 5,
      isPurchasable: true,
      ...quote,
    });
    return variantId;
  }

  /** A customer's cart with two pieces of one variant, or a guest's when there is a token. */
  aCart(cart: Partial<CartReading> & { token?: string } = {}): CartReading {
    const reading = {
      cartId: uuidv7(),
      version: 3,
      customerId: null,
      currency: 'EUR',
      email: null,
      lines: [{ variantId: this.variant(), quantity: 2 }],
      ...cart,
    };
    this.carts.set(reading.cartId, reading);
    return reading;
  }

  /** As cart does when it hears that the order is placed. */
  endCart(cartId: string): void {
    this.carts.delete(cartId);
  }

  /** The types of what was asked of catalog and payments for the order, in turn. */
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
    const source = type.startsWith('stock') ? 'catalog' : 'payments';
    const paymentId = source === 'payments' ? { paymentId: this.paymentIdOf(orderId) } : {};
    const event = { type, subject: orderId, data: { orderId, ...paymentId, ...data } } as unknown as ShopEvent;
    for (let time = 0; time < this.deliveries; time += 1) await this.log?.append(source, [event]);
  }

  private async answer(request: Request): Promise<void> {
    this.requests.push(request);
    const { stock, allocation, payment, capture } = this.manners;
    const { orderId } = request.data;
    switch (request.type) {
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
