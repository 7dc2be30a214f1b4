import type { MessageData, MessageType, NamedProduct } from '@tovar/contracts';
import { SqlDatabase } from '@tovar/platform';
import { type TestIdentity, type TestResponse, TestShop, waitFor } from '@tovar/testing';
import type { FastifyInstance } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { AnalyticsModule } from '../src/analytics.module.ts';

export const STAFF: TestIdentity = {
  userId: uuidv7(),
  scopes: ['analytics:read:any', 'analytics:write:any', 'analytics:read:own'],
};
/** The day on which everything in these tests happens: today, since the log says when it was told. */
export const TODAY = new Date().toISOString().slice(0, 10);
/** The days around it, so that a test may run over midnight. */
export const PERIOD = { from: dayFrom(-1), to: dayFrom(1), currency: 'EUR' };

export interface SoldOrder {
  readonly orderId: string;
  readonly customerId: string;
  readonly productId: string;
  readonly variantId: string;
}

/** Analytics on a database of its own, before a catalogue that has as much of everything, and calls it so, as it is told. */
export class AnalyticsShop {
  readonly stock = new Map<string, number>();
  readonly names = new Map<string, Omit<NamedProduct, 'productId'>>();
  /** How many products the catalogue was asked to name, each time. */
  readonly namesAsked: number[] = [];
  isCatalogDown = false;
  shop!: TestShop;

  static async start(): Promise<AnalyticsShop> {
    const started = new AnalyticsShop();
    const fakes = { catalog: (service: FastifyInstance) => started.answerAsCatalog(service) };
    started.shop = await TestShop.start({ analytics: AnalyticsModule }, { fakes });
    return started;
  }

  /** Tells a message as another service would. */
  async tell<Type extends MessageType>(type: Type, subject: string, data: MessageData<Type>): Promise<void> {
    await this.shop.running.process.eventLog.append('test', [{ type, subject, data }]);
  }

  /** An order of two units for 20.00 in all, placed and paid. */
  async sold(given: Partial<SoldOrder> & { categoryIds?: string[] } = {}): Promise<SoldOrder> {
    const { categoryIds, ...ids } = given;
    const order = { orderId: uuidv7(), customerId: uuidv7(), productId: uuidv7(), variantId: uuidv7(), ...ids };
    const { orderId, customerId, productId, variantId } = order;
    const total = { amount: '2000', currency: 'EUR' } as const;
    const named = { orderId, orderNumber: '100017', customerId };
    const line = { variantId, quantity: 2 };
    const lines = [{ ...line, productId, categoryIds, total }];
    await this.tell('order.placed.v1', orderId, { ...named, cartId: uuidv7(), total, lines });
    await this.tell('order.payment-started.v1', orderId, { orderId, paymentId: uuidv7(), lines: [line] });
    await this.tell('order.paid.v1', orderId, { ...named, lines: [line], total });
    return order;
  }

  get(path: string, as: TestIdentity | undefined = STAFF): Promise<TestResponse> {
    return this.shop.request('analytics', { path, as });
  }

  graphql(query: string, variables: object = {}, as: TestIdentity | undefined = STAFF): Promise<TestResponse> {
    return this.shop.graphql('analytics', query, variables, { as });
  }

  /** Resolves when the service has counted everything that was told so far. */
  async caughtUp(): Promise<void> {
    const { customerId } = await this.sold();
    await waitFor('the last order to be counted', async () => {
      const { body } = await this.get(`/api/v1/analytics/users/${customerId}`);
      return body.ordersPaid === 1;
    });
  }

  get database(): SqlDatabase {
    return this.shop.running.app('analytics').get(SqlDatabase);
  }

  stop(): Promise<void> {
    return this.shop.stop();
  }

  private answerAsCatalog(service: FastifyInstance): void {
    service.post('/internal/quotes', async ({ body }) => ({
      quotes: (body as { items: { variantId: string }[] }).items
        .filter(({ variantId }) => this.stock.has(variantId))
        .map(({ variantId }) => ({ ...QUOTE, variantId, available: this.stock.get(variantId) })),
    }));
    service.post('/internal/product-names', async ({ body }, reply) => {
      const { productIds } = body as { productIds: string[] };
      this.namesAsked.push(productIds.length);
      if (this.isCatalogDown) return reply.code(503).send({});
      const named = productIds.map((productId) => ({ productId, ...this.names.get(productId) }));
      return { products: named.filter(({ name }) => name) };
    });
  }
}

const QUOTE = {
  productId: uuidv7(),
  slug: 'kettle-mira',
  sku: 'KM-1',
  name: { en: 'Kettle "Mira"', ru: 'Чайник «Мира»' },
  unitPrice: null,
  isTaxIncluded: true,
  taxCategory: 'STANDARD',
  categoryIds: [],
  weightGrams: 900,
  isPurchasable: true,
};

function dayFrom(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
