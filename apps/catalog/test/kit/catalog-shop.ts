import type { INestApplication } from '@nestjs/common';
import { Database, type StoredEvent } from '@tovar/platform';
import { TestShop, type TestRequest, type TestResponse, waitFor } from '@tovar/testing';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { BulkCatalog, type NewCategory } from '../../src/domain/bulk-catalog.ts';
import { CatalogModule } from '../../src/index.ts';
import { aNewProduct } from './builders.ts';

/** May do everything that staff may do in the catalogue. */
export const MANAGER = { scopes: ['catalog:write:any', 'catalog:moderate:any', 'stock:write:any'] };

/** What tests read of a product that they have made. */
export interface MadeProduct {
  readonly id: string;
  readonly slug: string;
  readonly version: number;
  readonly variants: readonly { readonly id: string; readonly sku: string; readonly available: number }[];
}

type OrderData = Readonly<Record<string, unknown>> & { readonly orderId: string };

/** The catalogue alone, with a manager to fill it and orders played by the test. */
export class CatalogShop {
  private readonly told: StoredEvent[] = [];

  private constructor(
    private readonly shop: TestShop,
    readonly database: Database,
    /** A leaf of a tree of three levels: `things` → `small-things` → `tiny-things`. */
    readonly categories: readonly NewCategory[],
  ) {}

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<CatalogShop> {
    const categories = aTree();
    const started = await CatalogShop.empty(categories, environment);
    await started.get(BulkCatalog).addCategories(categories);
    return started;
  }

  /** Without so much as a category. */
  static async empty(
    categories: readonly NewCategory[] = [],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<CatalogShop> {
    const shop = await TestShop.start({ catalog: CatalogModule }, { environment });
    const started = new CatalogShop(shop, shop.running.app('catalog').get(Database), categories);
    await shop.running.process.eventLog.tail({ types: TOLD }, (event) => started.told.push(event));
    return started;
  }

  get app(): INestApplication {
    return this.shop.running.app('catalog');
  }

  /** What a request needs to be believed that it comes over the link. */
  get linkHeaders(): Record<string, string> {
    return { 'x-tovar-link-key': this.shop.running.process.linkKey, 'x-tovar-caller': 'gateway' };
  }

  get<T>(port: abstract new (...args: never[]) => T): T {
    return this.app.get(port);
  }

  rest(request: TestRequest): Promise<TestResponse> {
    return this.shop.request('catalog', request);
  }

  graphql(query: string, variables: object = {}, request: Partial<TestRequest> = {}): Promise<TestResponse> {
    return this.shop.graphql('catalog', query, variables, request);
  }

  categoryId(slug: string): string {
    return this.categories.find((category) => category.slug === slug)?.id ?? '';
  }

  /** A published product, by default in `tiny-things`, with one variant of which there are 10. */
  async make(given: Parameters<typeof aNewProduct>[0] = {}): Promise<MadeProduct> {
    const body = aNewProduct({ categoryId: this.categoryId('tiny-things'), ...given });
    const { status, body: made } = await this.rest({ method: 'POST', path: '/api/v1/products', body, as: MANAGER });
    if (status !== 201) throw new Error(JSON.stringify(made));
    return made;
  }

  /** The id of a new variant of which there are so many. */
  async makeVariant(stockOnHand: number): Promise<string> {
    const { variants } = await this.make({ variants: [{ stockOnHand }] });
    return variants[0]?.id ?? '';
  }

  /** Says something as orders would. */
  async tell(type: string, data: OrderData): Promise<void> {
    await this.shop.running.process.eventLog.append('orders', [{ type, subject: data.orderId, data }]);
  }

  /** Says something as orders would, and waits for the next answer about the order. */
  async ask(type: string, data: OrderData): Promise<StoredEvent> {
    const before = this.answersFor(data.orderId).length;
    await this.tell(type, data);
    return waitFor(`an answer to ${type}`, () => this.answersFor(data.orderId)[before]);
  }

  /** Says what a product is rated as reviews would, and waits until lists know. */
  async rate(productId: string, count: number, averageHundredths: number | null): Promise<void> {
    const before = this.events('product.rating-listed.v1', productId).length;
    const data = { productId, count, averageHundredths, counts: [count, 0, 0, 0, 0] };
    const { eventLog } = this.shop.running.process;
    await eventLog.append('reviews', [{ type: 'product.rated.v1', subject: productId, data }]);
    await waitFor('the rating', () => this.events('product.rating-listed.v1', productId).length > before);
  }

  answersFor(orderId: string): StoredEvent[] {
    return this.told.filter(({ subject }) => subject === orderId);
  }

  events(type: string, productId: string): StoredEvent[] {
    return this.told.filter((event) => event.type === type && event.subject === productId);
  }

  async level(variantId: string): Promise<{ onHand: number; reserved: number; allocated: number; available: number }> {
    const [level] = await this.database.query<{
      onHand: number;
      reserved: number;
      allocated: number;
      available: number;
    }>('SELECT on_hand AS "onHand", reserved, allocated, available FROM stock WHERE variant_id = $1', [variantId]);
    if (!level) throw new Error('There is no such variant.');
    return level;
  }

  /** Gathers what the planner knows of the tables, as the server does by itself a minute after they were filled. */
  async analyze(): Promise<void> {
    const client = new pg.Client({ connectionString: this.shop.running.process.environment.ADMIN_DATABASE_URL });
    await client.connect();
    await client.query('ANALYZE');
    await client.end();
  }

  stop(): Promise<void> {
    return this.shop.stop();
  }
}

const TOLD = [
  'product.changed.v1',
  'category.changed.v1',
  'product.availability-changed.v1',
  'product.rating-listed.v1',
  'stock.reserved.v1',
  'stock.rejected.v1',
  'stock.released.v1',
  'stock.allocated.v1',
];

function aTree(): NewCategory[] {
  const [things, small, tiny, other] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const category = (id: string, parentId: string | null, slug: string, position: number): NewCategory => ({
    id,
    parentId,
    slug,
    name: { en: slug.replace('-', ' '), ru: `${slug} по-русски` },
    position,
  });
  return [
    category(things, null, 'things', 0),
    category(other, null, 'other-things', 1),
    category(small, things, 'small-things', 0),
    category(tiny, small, 'tiny-things', 0),
  ];
}
