import { createHash } from 'node:crypto';
import { BASE_DATE, demoShop, drawPicture, OPENED_AT, type DemoProduct, type DemoShop } from '../src/index.ts';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const withoutBigints = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);

function fingerprint(shop: DemoShop): string {
  const hash = createHash('sha256').update(JSON.stringify(shop.categories));
  for (const product of shop.products()) {
    hash.update(JSON.stringify(product, withoutBigints));
    for (const index of product.pictures.keys()) hash.update(drawPicture(product, index));
  }
  return hash.update(JSON.stringify([...shop.customers(100)])).digest('hex');
}

describe('demoShop', () => {
  const products = [...demoShop({ seed: 1, size: 'medium' }).products()];
  const small = [...demoShop({ seed: 1, size: 'small' }).products()];

  it('makes the same shop, byte for byte, from the same seed', () => {
    // Changes when the catalogue, the texts or the pictures are changed on purpose; copy the new value then.
    expect(fingerprint(demoShop({ seed: 1, size: 'small' }))).toBe(
      '7be55a81801c6c30e9b4985b0fc66e0c8da7987eaedd4db8a2679f59eb699d72',
    );
  });

  it('makes another shop from another seed', () => {
    const other = [...demoShop({ seed: 2, size: 'small' }).products()];
    expect(other.map(({ slug }) => slug)).not.toEqual(small.map(({ slug }) => slug));
  });

  it('can be read twice', () => {
    const shop = demoShop({ seed: 1, size: 'small' });
    expect([...shop.products()]).toEqual([...shop.products()]);
  });

  it('has as many products as it promises', () => {
    expect(small).toHaveLength(demoShop({ seed: 1, size: 'small' }).productCount);
    expect(products).toHaveLength(2_000);
  });

  it('gives every product an ascending UUIDv7 and a date in the 18 months before the base date', () => {
    const ids = products.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
    const timeOf = (id: string): number => Number.parseInt(id.replace('-', '').slice(0, 12), 16);
    expect(ids.filter((id) => !UUID_V7.test(id))).toEqual([]);
    expect(products.filter(({ id, createdAt }) => timeOf(id) !== createdAt.getTime())).toEqual([]);
    expect(products.filter(({ createdAt }) => createdAt < OPENED_AT || createdAt >= BASE_DATE)).toEqual([]);
  });

  it('repeats no id, slug or SKU, and keeps slugs and SKUs plain ASCII', () => {
    const variants = products.flatMap((product) => product.variants);
    const ids = [...products, ...variants].map(({ id }) => id);
    const slugs = products.map(({ slug }) => slug);
    const skus = variants.map(({ sku }) => sku);
    for (const names of [ids, slugs, skus]) expect(new Set(names).size).toBe(names.length);
    expect(slugs.filter((slug) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))).toEqual([]);
    expect(skus.filter((sku) => !/^[A-Z0-9]+(-[A-Z0-9]+)*$/.test(sku))).toEqual([]);
  });

  it('makes the same article in a shop of any size: streams do not disturb each other', () => {
    const offer = ({ brand, options, variants }: DemoProduct): unknown => ({
      brand,
      options,
      variants: variants.map(({ sku, prices, stockOnHand }) => ({ sku, prices, stockOnHand })),
    });
    const article = (list: readonly DemoProduct[]): DemoProduct | undefined =>
      list.find(({ slug }) => slug.endsWith('-phn1005'));
    const [inSmall, inMedium] = [article(small), article(products)];
    expect(inSmall && offer(inSmall)).toEqual(inMedium && offer(inMedium));
    expect(inSmall).toBeDefined();
  });

  it.each([
    ['small', small],
    ['medium', products],
  ])('has one flash-sale item in the %s shop, with exactly ten units', (_, list) => {
    const sales = list.filter(({ slug }) => slug.startsWith('flash-sale-'));
    expect(sales).toHaveLength(1);
    expect(sales[0]?.variants.map(({ stockOnHand }) => stockOnHand)).toEqual([10]);
  });
});
