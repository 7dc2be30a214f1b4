import { v7 as uuidv7 } from 'uuid';
import { CatalogShop } from './kit/catalog-shop.ts';
import { withStatements } from './kit/statements.ts';

describe('what products are called', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  const ask = (productIds: readonly string[], caller = 'analytics') =>
    shop.rest({ method: 'POST', path: '/internal/product-names', body: { productIds }, caller });

  it('is told of all that exist, with the SKUs of their variants, in one statement', async () => {
    const kettle = await shop.make({
      name: { en: 'Kettle', ru: 'Чайник' },
      variants: [{ sku: 'K-2' }, { sku: 'K-1' }],
    });
    const draft = await shop.make({ status: 'DRAFT' });
    const { result, count } = await withStatements(() => ask([kettle.id, uuidv7(), draft.id]));
    expect([result.status, count]).toEqual([200, 1]);
    const { products } = result.body as { products: { productId: string }[] };
    expect(products.map(({ productId }) => productId).toSorted()).toEqual([kettle.id, draft.id].toSorted());
    expect(products).toContainEqual({
      productId: kettle.id,
      name: { en: 'Kettle', ru: 'Чайник' },
      skus: ['K-2', 'K-1'],
    });
  });

  it('is told to analytics alone, of up to 500 at once', async () => {
    const ids = Array.from({ length: 501 }, () => uuidv7());
    expect((await ask(ids.slice(1))).body).toEqual({ products: [] });
    for (const wrong of [ids, [], ['kettle']]) expect((await ask(wrong)).status).toBe(400);
    for (const caller of ['gateway', 'cart']) expect((await ask(ids.slice(1), caller)).status).toBe(403);
  });
});
