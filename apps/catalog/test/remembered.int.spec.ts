import { waitFor } from '@tovar/testing';
import { CatalogShop, MANAGER, type MadeProduct } from './kit/catalog-shop.ts';
import { withStatements } from './kit/statements.ts';

const LIST = '{ products(first: 1) { nodes { name availability category { name } price { money { amount } } } } }';
const PRODUCT = `query ($slug: String!) { product(slug: $slug) {
  name availability breadcrumb { name } variants { sku availability price { money { amount } } }
} }`;

/** What a process has read of a product it shows again, until the product is another one. */
describe('a product that was shown before', () => {
  let shop: CatalogShop;
  let product: MadeProduct;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  const list = async () => (await shop.graphql(LIST)).body.data.products.nodes[0];
  const page = async () => (await shop.graphql(PRODUCT, { slug: product.slug })).body.data.product;
  const editProduct = (body: object) =>
    shop.rest({
      method: 'PATCH',
      path: `/api/v1/products/${product.id}`,
      headers: { 'if-match': '"1"' },
      body,
      as: MANAGER,
    });
  const variantId = (place: number): string => product.variants[place]?.id ?? '';
  const count = (place: number, onHand: number) =>
    shop.rest({
      method: 'PUT',
      path: `/api/v1/stock/${variantId(place)}`,
      body: { onHand, reason: 'count' },
      as: MANAGER,
    });

  /** The newest of the list, seen twice: both the list and the page know it. */
  beforeEach(async () => {
    const prices = [{ amount: '1000', currency: 'EUR' }];
    product = await shop.make({
      variants: [
        { prices, stockOnHand: 10, options: [option('red')] },
        { prices, stockOnHand: 3, options: [option('blue')] },
      ],
    });
    await list();
    await page();
  });

  it('takes one statement in a list and two on its page', async () => {
    expect((await withStatements(() => shop.graphql(LIST))).count).toBe(1);
    expect((await withStatements(() => shop.graphql(PRODUCT, { slug: product.slug }))).count).toBe(2);
  });

  it('takes one more statement in a list once it has changed', async () => {
    await editProduct({ name: { en: 'Another', ru: 'Другая' } });
    expect((await withStatements(() => shop.graphql(LIST))).count).toBe(2);
  });

  it('shows a new name and a new price', async () => {
    const changeVariants = [{ id: variantId(0), prices: [{ amount: '900', currency: 'EUR' }] }];
    expect((await editProduct({ name: { en: 'New', ru: 'Новая' }, changeVariants })).status).toBe(200);
    expect(await list()).toMatchObject({ name: 'New', price: { money: { amount: '900' } } });
    const shown = await page();
    expect(shown.name).toBe('New');
    expect(shown.variants[0].price.money.amount).toBe('900');
  });

  it('shows how much there is, of the whole and of each variant', async () => {
    await count(0, 0);
    expect((await list()).availability).toBe('LOW');
    expect(await page()).toMatchObject({
      availability: 'LOW',
      variants: [{ availability: 'OUT_OF_STOCK' }, { availability: 'LOW' }],
    });
    await count(1, 0);
    expect((await list()).availability).toBe('OUT_OF_STOCK');
    await count(1, 50);
    expect(await page()).toMatchObject({ availability: 'IN_STOCK', variants: [{}, { availability: 'IN_STOCK' }] });
  });

  it('counts no variant that is switched off, and counts it again when it is back', async () => {
    const edit = (version: number, isEnabled: boolean) =>
      shop.rest({
        method: 'PATCH',
        path: `/api/v1/products/${product.id}`,
        headers: { 'if-match': `"${version}"` },
        body: { changeVariants: [{ id: variantId(0), isEnabled }] },
        as: MANAGER,
      });
    await edit(1, false);
    expect((await list()).availability).toBe('LOW');
    expect((await page()).variants).toHaveLength(1);
    await edit(2, true);
    expect((await list()).availability).toBe('IN_STOCK');
    expect((await page()).variants).toHaveLength(2);
  });

  it('shows a category by its new name', async () => {
    const id = shop.categoryId('tiny-things');
    const [{ version } = { version: 0 }] = await shop.database.query<{ version: number }>(
      'SELECT version FROM category WHERE id = $1',
      [id],
    );
    const name = { en: `Tiny ${version}`, ru: 'Крошечные' };
    const headers = { 'if-match': `"${version}"` };
    const path = `/api/v1/categories/${id}`;
    expect((await shop.rest({ method: 'PATCH', path, headers, body: { name }, as: MANAGER })).status).toBeLessThan(300);
    expect((await list()).category.name).toBe(name.en);
    expect((await page()).breadcrumb.at(-1).name).toBe(name.en);
  });

  it('shows a variant at a scheduled price from its moment on', async () => {
    await shop.database.query(
      `INSERT INTO price (variant_id, currency, amount_minor, tax_included, valid_from)
       VALUES ($1, 'EUR', 500, true, clock_timestamp() + interval '3 seconds')`,
      [variantId(0)],
    );
    // As the command that schedules a price does.
    await shop.database.query('UPDATE product SET version = version + 1 WHERE id = $1', [product.id]);
    expect((await page()).variants[0].price.money.amount).toBe('1000');
    await waitFor('the price', async () => (await page()).variants[0].price.money.amount === '500');
  });

  it('is not shown by a list once it is withdrawn', async () => {
    const { slug } = product;
    const path = `/api/v1/products/${product.id}/archive`;
    await shop.rest({ method: 'POST', path, headers: { 'if-match': '"1"' }, body: {}, as: MANAGER });
    const { body } = await shop.graphql('{ products(first: 100) { nodes { slug } } }');
    expect(body.data.products.nodes).not.toContainEqual({ slug });
    expect((await shop.graphql(PRODUCT, { slug })).body.errors).toHaveLength(1);
  });
});

function option(value: string) {
  return { code: 'colour', label: { en: 'Colour', ru: 'Цвет' }, value, text: { en: value, ru: value } };
}
