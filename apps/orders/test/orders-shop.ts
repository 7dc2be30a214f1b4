import type { Type } from '@nestjs/common';
import type { CheckoutReading } from '@tovar/contracts';
import { OrdersModule } from '@tovar/orders';
import type { Invariant } from '@tovar/platform';
import { TestShop, type TestRequest, type TestResponse, waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { Neighbours } from './neighbours.ts';

export const CUSTOMER_SCOPES = ['orders:read:own', 'orders:place:own', 'orders:cancel:own'];

export function aCustomer(userId = uuidv7()) {
  return { userId, scopes: CUSTOMER_SCOPES };
}

export const support = { userId: uuidv7(), scopes: ['orders:read:any'] };
export const manager = { userId: uuidv7(), scopes: ['orders:read:any', 'orders:cancel:any'] };

/** A placed order, and whatever its owner needs to reach it. */
export interface Placed {
  readonly id: string;
  readonly owner: Partial<TestRequest>;
  readonly body: TestResponse['body'];
}

/** Real orders with everybody else played. */
export class OrdersShop {
  private constructor(
    readonly shop: TestShop,
    readonly neighbours: Neighbours,
  ) {}

  static async start(environment: Record<string, string> = {}): Promise<OrdersShop> {
    const neighbours = new Neighbours();
    const fakes = { cart: neighbours.cart };
    const shop = await TestShop.start({ orders: OrdersModule }, { fakes, environment });
    await neighbours.join(shop.running.process.eventLog);
    return new OrdersShop(shop, neighbours);
  }

  stop(): Promise<void> {
    return this.shop.stop();
  }

  request(request: TestRequest): Promise<TestResponse> {
    return this.shop.request('orders', request);
  }

  /** One of the auditors at work. */
  audit<Kind extends Invariant>(kind: Type<Kind>): Kind {
    return this.shop.running.app('orders').get(kind);
  }

  /** Sends placeOrder for a cart, as its owner agreed to it unless `body` says otherwise. */
  place(
    cart: CheckoutReading,
    more: Partial<TestRequest> & { body?: object; key?: string } = {},
  ): Promise<TestResponse> {
    const { body, key = uuidv7(), headers, ...rest } = more;
    return this.request({
      method: 'POST',
      path: '/api/v1/orders',
      body: { cartId: cart.cartId, expectedVersion: cart.version, expectedTotal: cart.total, ...body },
      headers: { 'idempotency-key': key, ...headers },
      ...rest,
    });
  }

  /** A customer's order, placed. */
  async order(as = aCustomer()): Promise<Placed> {
    const { body } = await this.place(this.neighbours.aCart({ customerId: as.userId }), { as });
    if (!body.order) throw new Error(`Not placed: ${JSON.stringify(body)}`);
    return { id: body.order.id, owner: { as }, body };
  }

  /** A guest's order, placed. */
  async guestOrder(): Promise<Placed> {
    const token = uuidv7();
    const cart = this.neighbours.aCart({ token, email: 'anna@example.com' });
    const { body } = await this.place(cart, { headers: { 'x-cart-token': token } });
    return { id: body.order.id, owner: { headers: { 'x-order-token': body.guestToken } }, body };
  }

  /** The order as its owner sees it. */
  async read({ id, owner }: Placed): Promise<TestResponse['body']> {
    return (await this.request({ path: `/api/v1/orders/${id}`, ...owner })).body;
  }

  /** The names of what has happened, without what says nothing. */
  async historyOf({ id, owner }: Placed): Promise<string[]> {
    const { body } = await this.request({ path: `/api/v1/orders/${id}/history`, ...owner });
    return body.items.map(({ event }: { event: string }) => event);
  }

  cancel({ id, owner }: Placed, more: Partial<TestRequest> = {}): Promise<TestResponse> {
    return this.request({ method: 'POST', path: `/api/v1/orders/${id}/cancel`, body: {}, ...owner, ...more });
  }

  /** Waits until the order looks like this. */
  until(placed: Placed, wanted: object): Promise<TestResponse['body']> {
    return waitFor(JSON.stringify(wanted), async () => {
      const order = await this.read(placed);
      expect(order).toMatchObject(wanted);
      return order;
    });
  }

  /** Waits until so much has happened. */
  untilHistory(placed: Placed, last: string): Promise<string[]> {
    return waitFor(last, async () => {
      const history = await this.historyOf(placed);
      return history.includes(last) && history;
    });
  }

  async count(table: string): Promise<number> {
    const rows = await this.sql<{ count: string }>(`SELECT count(*) FROM orders.${table}`);
    return Number(rows[0]?.count);
  }

  /** As the administrator, who may look at everything. */
  async sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: this.shop.running.process.environment.ADMIN_DATABASE_URL });
    await client.connect();
    try {
      return (await client.query(text, values)).rows as Row[];
    } finally {
      await client.end();
    }
  }
}
