import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { CatalogShop, MANAGER } from './kit/catalog-shop.ts';

const FIELDS =
  'category { id slug name version position parent { slug } breadcrumb { slug } } errors { __typename code }';

describe('the tree of categories', () => {
  let shop: CatalogShop;
  let number = 0;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  const PATH = '/api/v1/categories';
  const make = async (parentId: string | null = null): Promise<{ id: string; slug: string }> => {
    const slug = `shelf-${(number += 1)}`;
    const body = { slug, name: { en: slug, ru: `${slug} ру` }, parentId };
    return { ...(await shop.rest({ method: 'POST', path: PATH, body, as: MANAGER })).body, slug };
  };
  const send = (method: 'POST' | 'PATCH' | 'DELETE' | 'PUT', path: string, version: number, body?: object) =>
    shop.rest({ method, path: `${PATH}/${path}`, headers: { 'if-match': `"${version}"` }, body, as: MANAGER });
  const mutate = async (name: string, type: string, input: object) => {
    const fields = type === 'Edit' || type === 'Move' ? FIELDS : 'errors { __typename code }';
    const query = `mutation ($input: ${type}${name === 'reorderCategories' ? 'Categories' : 'Category'}Input!) { ${name}(input: $input) { ${fields} } }`;
    return (await shop.graphql(query, { input }, { as: MANAGER })).body.data[name];
  };
  const listed = async (slug: string, sort = 'NEWEST'): Promise<string[]> => {
    const { body } = await shop.rest({ path: `/api/v1/products?category=${slug}&limit=100&sort=${sort}` });
    return body.items.map((item: { slug: string }) => item.slug);
  };

  it('is edited by both APIs', async () => {
    const { id } = await make();
    const renamed = await mutate('editCategory', 'Edit', {
      id,
      expectedVersion: 1,
      changes: { name: { en: 'Lamps', ru: 'Лампы' } },
    });
    expect(renamed).toMatchObject({ category: { name: 'Lamps', version: 2 }, errors: [] });
    const { body, headers } = await send('PATCH', id, 2, { slug: 'lamps', position: 7 });
    expect([body, headers.etag]).toMatchObject([{ slug: 'lamps', name: { ru: 'Лампы' }, version: 3 }, '"3"']);
    const told = await waitFor('the news', () => shop.events('category.changed.v1', id)[2]);
    expect(told.data).toEqual({ categoryIds: [id] });
  });

  it('is not edited on the ground of an old version, nor into an address that is taken', async () => {
    const [{ id }, other] = [await make(), await make()];
    expect((await send('PATCH', id, 1, { slug: other.slug })).body.code).toBe('SLUG_TAKEN');
    await send('PATCH', id, 1, { position: 1 });
    expect((await send('PATCH', id, 1, { position: 2 })).body.code).toBe('PRECONDITION_FAILED');
    const late = await mutate('editCategory', 'Edit', { id, expectedVersion: 1, changes: {} });
    expect(late.errors).toEqual([{ __typename: 'VersionConflictError', code: 'CONFLICT' }]);
    expect((await send('PATCH', uuidv7(), 1, {})).status).toBe(404);
    expect((await send('PATCH', id, 2, { path: [] })).body.code).toBe('INVALID_INPUT');
  });

  it('is moved with everything below, whose products are listed under what is above them then', async () => {
    const [left, right] = [await make(), await make()];
    const middle = await make(left.id);
    const leaf = await make(middle.id);
    await shop.make({ slug: 'in-leaf', categoryId: leaf.id });
    await shop.make({ slug: 'in-middle', categoryId: middle.id });
    await shop.make({ slug: 'stays', categoryId: left.id });
    const { body } = await send('POST', `${middle.id}/move`, 1, { parentId: right.id });
    expect(body).toMatchObject({ slug: middle.slug, version: 2, children: [{ slug: leaf.slug }] });
    for (const sort of ['NEWEST', 'PRICE_ASC']) {
      expect(await listed(left.slug, sort)).toEqual(['stays']);
      expect((await listed(right.slug, sort)).toSorted()).toEqual(['in-leaf', 'in-middle']);
      expect(await listed(leaf.slug, sort)).toEqual(['in-leaf']);
    }
    const told = await waitFor('the news', () => shop.events('category.changed.v1', middle.id)[1]);
    expect((told.data as { categoryIds: string[] }).categoryIds.toSorted()).toEqual(
      [left.id, middle.id, right.id].toSorted(),
    );
    const top = await mutate('moveCategory', 'Move', { id: leaf.id, expectedVersion: 1, position: 9 });
    expect(top).toMatchObject({
      category: { parent: null, breadcrumb: [{ slug: leaf.slug }], position: 9 },
      errors: [],
    });
    expect([await listed(right.slug), await listed(leaf.slug)]).toEqual([['in-middle'], ['in-leaf']]);
    const misplaced = await shop.database.query(
      `SELECT FROM listing l JOIN product p ON p.id = l.product_id JOIN category c ON c.id = p.category_id
        WHERE NOT l.category_id = ANY(c.path || '00000000-0000-0000-0000-000000000000'::uuid)`,
    );
    expect(misplaced).toEqual([]);
  });

  it('never becomes a circle', async () => {
    const above = await make();
    const below = await make(above.id);
    expect((await send('POST', `${above.id}/move`, 1, { parentId: below.id })).body.code).toBe('CATEGORY_CYCLE');
    expect((await send('POST', `${above.id}/move`, 1, { parentId: above.id })).body.code).toBe('CATEGORY_CYCLE');
    const own = await mutate('moveCategory', 'Move', { id: above.id, expectedVersion: 1, parentId: below.id });
    expect(own.errors).toMatchObject([{ code: 'CATEGORY_CYCLE' }]);
    expect((await send('POST', `${above.id}/move`, 1, { parentId: uuidv7() })).body.code).toBe('UNKNOWN_CATEGORY');
  });

  it('never becomes a circle by two moves at once either', async () => {
    const [one, two] = [await make(), await make()];
    const answers = await Promise.all([
      send('POST', `${one.id}/move`, 1, { parentId: two.id }),
      send('POST', `${two.id}/move`, 1, { parentId: one.id }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  it('lists a product rightly that is made while its category moves', async () => {
    const [from, to] = [await make(), await make()];
    const moving = await make(from.id);
    const makings = Array.from({ length: 6 }, () => shop.make({ categoryId: moving.id }));
    await Promise.all([...makings, send('POST', `${moving.id}/move`, 1, { parentId: to.id })]);
    expect([(await listed(from.slug)).length, (await listed(to.slug)).length]).toEqual([0, 6]);
  });

  it('is put in another order', async () => {
    const parent = await make();
    const [a, b, c] = [await make(parent.id), await make(parent.id), await make(parent.id)];
    const order = [c.id, a.id, b.id];
    expect(
      (
        await shop.rest({
          method: 'PUT',
          path: `${PATH}/order`,
          body: { parentId: parent.id, ids: order },
          as: MANAGER,
        })
      ).status,
    ).toBe(204);
    const children = async () =>
      (await shop.graphql(`{ category(slug: "${parent.slug}") { children { id } } }`)).body.data.category.children.map(
        ({ id }: { id: string }) => id,
      );
    expect(await children()).toEqual(order);
    const refused = await mutate('reorderCategories', 'Reorder', { parentId: parent.id, ids: [a.id, b.id] });
    expect(refused.errors).toMatchObject([{ code: 'CATEGORY_ORDER_DIFFERS' }]);
    expect(await mutate('reorderCategories', 'Reorder', { parentId: parent.id, ids: [a.id, b.id, c.id] })).toEqual({
      errors: [],
    });
    expect(await children()).toEqual([a.id, b.id, c.id]);
  });

  it('loses a category only when nothing is in it', async () => {
    const [above, full, empty] = [await make(), await make(), await make()];
    await make(above.id);
    await shop.make({ categoryId: full.id });
    expect((await send('DELETE', above.id, 1)).body.code).toBe('CATEGORY_NOT_EMPTY');
    const refused = await mutate('deleteCategory', 'Delete', { id: full.id, expectedVersion: 1 });
    expect(refused.errors).toMatchObject([{ code: 'CATEGORY_NOT_EMPTY' }]);
    expect((await send('DELETE', empty.id, 2)).status).toBe(412);
    expect((await send('DELETE', empty.id, 1)).status).toBe(204);
    expect((await send('DELETE', empty.id, 1)).status).toBe(404);
  });

  it('is for managers to change', async () => {
    const customer = { scopes: ['orders:place:own'] };
    const path = `${PATH}/${uuidv7()}`;
    const answers = await Promise.all([
      shop.rest({ method: 'PATCH', path, body: {}, as: customer }),
      shop.rest({ method: 'DELETE', path, as: customer }),
      shop.rest({ method: 'POST', path: `${path}/move`, body: {}, as: customer }),
      shop.rest({ method: 'PUT', path: `${PATH}/order`, body: {}, as: customer }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });
});
