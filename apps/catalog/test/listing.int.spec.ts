import { CatalogShop } from './kit/catalog-shop.ts';
import { statementsDuring } from './kit/statements.ts';

const PAGE_AFTER = `query ($category: String, $first: Int, $after: String, $sort: ProductSort!, $currency: CurrencyCode!, $locale: Locale!) {
  products(category: $category, first: $first, after: $after, sort: $sort, currency: $currency, locale: $locale) {
    edges { cursor node { slug } } pageInfo { hasNextPage endCursor }
  }
}`;

describe('the list of products', () => {
  let shop: CatalogShop;
  const slugs: string[] = [];

  beforeAll(async () => {
    shop = await CatalogShop.start();
    for (let number = 0; number < 23; number += 1) {
      const { slug } = await shop.make({
        slug: `thing-${number}`,
        // Equal prices and names must not make a page skip or repeat a product.
        name: { en: `Thing ${number % 5}`, ru: `Вещь ${number % 3}` },
        variants: [{ prices: [{ amount: `${1_000 + 100 * (number % 4)}`, currency: 'EUR' }] }],
      });
      slugs.push(slug);
    }
    await shop.make({ slug: 'elsewhere', categoryId: shop.categoryId('other-things') });
    await shop.make({ slug: 'draft', status: 'DRAFT' });
  });
  afterAll(() => shop.stop());

  const walk = async (asked: object): Promise<string[]> => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const variables = { first: 4, sort: 'NEWEST', currency: 'EUR', locale: 'EN', ...asked, after };
      const { body } = await shop.graphql(PAGE_AFTER, variables);
      expect(body.errors).toBeUndefined();
      const { edges, pageInfo } = body.data.products;
      seen.push(...edges.map((edge: { node: { slug: string } }) => edge.node.slug));
      expect(pageInfo.endCursor).toBe(edges.at(-1).cursor);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    return seen;
  };

  it.each([
    { sort: 'NEWEST' },
    { sort: 'PRICE_ASC' },
    { sort: 'PRICE_DESC' },
    { sort: 'NAME', locale: 'EN' },
    { sort: 'NAME', locale: 'RU' },
  ])('shows every product of a subtree once, page by page, by $sort $locale', async (asked) => {
    const seen = await walk({ category: 'things', ...asked });
    expect(seen.toSorted()).toEqual(slugs.toSorted());
  });
});
