import { v7 as uuidv7 } from 'uuid';
import { AccountsShop, type LoggedIn } from './accounts-shop.ts';

const LIST = `query ($first: Int, $after: String) {
  me { favourites(first: $first, after: $after) {
    edges { cursor addedAt productId node { id } } pageInfo { hasNextPage endCursor }
  } }
}`;

describe('favourites', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
  });
  afterAll(() => accounts.stop());

  const PATH = '/api/v1/me/favourites';
  const put = (as: LoggedIn, productId: string) => accounts.as(as, { method: 'PUT', path: `${PATH}/${productId}` });
  const ids = (body: { items: { productId: string }[] }) => body.items.map(({ productId }) => productId);

  it('are marked and unmarked by REST, both as often as one likes, and listed in pages', async () => {
    const mira = await accounts.someoneLoggedIn();
    const products = [uuidv7(), uuidv7(), uuidv7()];
    for (const product of [...products, products[0] ?? '']) expect((await put(mira, product)).status).toBe(204);
    const page = await accounts.as(mira, { path: `${PATH}?limit=2` });
    expect([ids(page.body), page.statements]).toEqual([products.toReversed().slice(0, 2), 1]);
    const next = /<(.*)>; rel="next"/.exec(String(page.headers.link))?.[1] ?? '';
    const rest = await accounts.as(mira, { path: next });
    expect(rest.body).toMatchObject({ items: [{ productId: products[0] }], nextCursor: null });
    for (const _ of [1, 2])
      expect((await accounts.as(mira, { method: 'DELETE', path: `${PATH}/${products[1]}` })).status).toBe(204);
    expect(ids((await accounts.as(mira, { path: PATH })).body)).toEqual([products[2], products[0]]);
  });

  it('are marked and unmarked by GraphQL, and lead to products', async () => {
    const noor = await accounts.someoneLoggedIn();
    const [first, second] = [uuidv7(), uuidv7()];
    for (const productId of [first, second, second]) {
      const ADD =
        'mutation ($productId: ID!) { addFavourite(productId: $productId) { product { id } errors { code } } }';
      const { body } = await accounts.graphql(ADD, { productId }, noor);
      expect(body.data.addFavourite).toEqual({ product: { id: productId }, errors: [] });
    }
    const { body, statements } = await accounts.graphql(LIST, { first: 1 }, noor);
    const { edges, pageInfo } = body.data.me.favourites;
    expect(edges).toMatchObject([{ productId: second, node: { id: second } }]);
    expect([pageInfo, statements]).toEqual([{ hasNextPage: true, endCursor: edges[0].cursor }, 2]);
    const rest = await accounts.graphql(LIST, { after: pageInfo.endCursor }, noor);
    expect(rest.body.data.me.favourites.edges).toMatchObject([{ node: { id: first } }]);
    const REMOVE = 'mutation ($productId: ID!) { removeFavourite(productId: $productId) { errors { code } } }';
    await accounts.graphql(REMOVE, { productId: second }, noor);
    expect((await accounts.graphql(LIST, {}, noor)).body.data.me.favourites.edges).toHaveLength(1);
  });

  it("[BOLA-01] are nobody else's to see", async () => {
    const [mira, noor] = [await accounts.someoneLoggedIn(), await accounts.someoneLoggedIn()];
    await put(mira, uuidv7());
    const QUERY =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { favourites { edges { cursor } } } } }';
    const seenBy = async (as?: LoggedIn) =>
      (await accounts.graphql(QUERY, { r: [{ __typename: 'User', id: mira.userId }] }, as)).body.data._entities[0];
    expect(await seenBy(noor)).toEqual({ favourites: null });
    expect(await seenBy()).toEqual({ favourites: null });
    expect((await seenBy(mira)).favourites.edges).toHaveLength(1);
    expect((await accounts.as(noor, { path: PATH })).body.items).toEqual([]);
  });

  it('are 500 at most', async () => {
    const mira = await accounts.someoneLoggedIn();
    await accounts.database.query(
      `INSERT INTO favourite SELECT $1::uuid, gen_random_uuid(), now() FROM generate_series(1, 500)`,
      [mira.userId],
    );
    expect(await put(mira, uuidv7())).toMatchObject({ status: 409, body: { code: 'TOO_MANY_FAVOURITES' } });
    const [known] = (await accounts.as(mira, { path: `${PATH}?limit=1` })).body.items;
    expect((await put(mira, known.productId)).status).toBe(204);
  });

  it.each(['not-an-id', '%00', '..%2fme'])('are products by their ids, not %s', async (id) => {
    const mira = await accounts.someoneLoggedIn();
    expect(await put(mira, id)).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' }, statements: 0 });
  });
});
