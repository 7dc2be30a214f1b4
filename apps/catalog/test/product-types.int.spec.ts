import { v7 as uuidv7 } from 'uuid';
import { aNewProduct } from './kit/builders.ts';
import { CatalogShop, MANAGER } from './kit/catalog-shop.ts';
import { withStatements } from './kit/statements.ts';

const LAPTOP = {
  name: { en: 'Laptop', ru: 'Ноутбук' },
  attributes: [
    {
      code: 'screen',
      kind: 'NUMBER',
      label: { en: 'Screen', ru: 'Экран' },
      unit: { en: 'in', ru: '″' },
      isRequired: true,
      isFilterable: true,
    },
    {
      code: 'lid',
      kind: 'COLOUR',
      label: { en: 'Lid', ru: 'Крышка' },
      choices: [{ value: 'red', text: { en: 'Red', ru: 'Красный' }, hex: '#ff0000' }],
    },
  ],
};
const CREATE = `mutation ($input: CreateProductTypeInput!) {
  createProductType(input: $input) { productType { id code version } errors { __typename code } }
}`;
const EDIT = `mutation ($input: EditProductTypeInput!) {
  editProductType(input: $input) {
    productType { version name attributes { code label(locale: RU) unit(locale: RU) choices { value text(locale: RU) hex } } }
    errors { __typename code ... on AttributeInUseError { attribute value } ... on VersionConflictError { currentVersion } }
  }
}`;

describe('product types', () => {
  let shop: CatalogShop;
  let categoryId: string;
  let number = 0;

  beforeAll(async () => {
    shop = await CatalogShop.start();
    categoryId = shop.categoryId('tiny-things');
  });
  afterAll(() => shop.stop());

  const PATH = '/api/v1/product-types';
  const create = (given: object = {}) =>
    shop.rest({
      method: 'POST',
      path: PATH,
      body: { ...LAPTOP, code: `laptop-${(number += 1)}`, ...given },
      as: MANAGER,
    });
  const edit = async (input: object) =>
    (await shop.graphql(EDIT, { input }, { as: MANAGER })).body.data.editProductType as Record<string, unknown>;
  const makeLaptop = (productTypeId: string, attributes: object[] = [{ code: 'screen', value: '15.6' }]) =>
    shop.rest({
      method: 'POST',
      path: '/api/v1/products',
      body: aNewProduct({ categoryId, productTypeId, attributes }),
      as: MANAGER,
    });

  it('come into being by both APIs, once under one key, and are read by everybody', async () => {
    const input = { ...LAPTOP, code: 'gaming-laptop', idempotencyKey: uuidv7() };
    const as = { ...MANAGER, userId: uuidv7() };
    const [first, again] = [
      await shop.graphql(CREATE, { input }, { as }),
      await shop.graphql(CREATE, { input }, { as }),
    ];
    expect(first.body.data.createProductType).toMatchObject({
      productType: { code: 'gaming-laptop', version: 1 },
      errors: [],
    });
    expect(again.body.data).toEqual(first.body.data);
    const rest = await create({ code: 'small-laptop' });
    expect([rest.status, rest.headers.etag, rest.headers.location]).toEqual([201, '"1"', `${PATH}/small-laptop`]);
    const { body } = await shop.rest({ path: `${PATH}/small-laptop` });
    expect(body).toMatchObject({ ...LAPTOP, attributes: [{ unit: { ru: '″' } }, { isRequired: false, unit: null }] });
    const query = '{ productType(code: "small-laptop") { id attributes { code kind isRequired onlyWith { code } } } }';
    const read = await shop.graphql(query);
    expect(read.body.data.productType).toMatchObject({
      id: body.id,
      attributes: [{ code: 'screen', kind: 'NUMBER', isRequired: true, onlyWith: null }, { code: 'lid' }],
    });
  });

  it('are listed page by page in one statement', async () => {
    for (const code of ['zz-1', 'zz-2', 'zz-3']) await create({ code });
    const { result, count } = await withStatements(() => shop.rest({ path: `${PATH}?limit=2` }));
    expect([result.body.items.length, count]).toEqual([2, 1]);
    expect(result.headers.link).toContain(`cursor=${result.body.nextCursor}`);
    const codes: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { body } = await shop.graphql(
        'query ($after: String) { productTypes(first: 2, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      codes.push(...body.data.productTypes.nodes.map(({ code }: { code: string }) => code));
      after = body.data.productTypes.pageInfo.endCursor;
      more = body.data.productTypes.pageInfo.hasNextPage;
    }
    expect(codes).toEqual(codes.toSorted());
    expect(codes).toEqual(expect.arrayContaining(['zz-1', 'zz-2', 'zz-3']));
    expect((await shop.rest({ path: `${PATH}?limit=101` })).body.code).toBe('INVALID_PAGE_SIZE');
    expect((await shop.rest({ path: `${PATH}?cursor=abc` })).body.code).toBe('INVALID_CURSOR');
  });

  it('complete the attributes of their products', async () => {
    const { body: type } = await create();
    const { body } = await makeLaptop(type.id, [
      { code: 'lid', value: 'red' },
      { code: 'screen', value: '15.6' },
    ]);
    expect(body.type).toEqual({ id: type.id, code: type.code, name: LAPTOP.name });
    expect(body.attributes).toEqual([
      {
        code: 'screen',
        kind: 'NUMBER',
        label: { en: 'Screen', ru: 'Экран' },
        value: '15.6',
        unit: { en: 'in', ru: '″' },
      },
      {
        code: 'lid',
        kind: 'COLOUR',
        label: { en: 'Lid', ru: 'Крышка' },
        value: 'red',
        text: { en: 'Red', ru: 'Красный' },
        hex: '#ff0000',
      },
    ]);
    const query = `{ product(id: "${body.id}") { type { code attributes { code } } } }`;
    expect((await shop.graphql(query)).body.data.product.type).toEqual({
      code: type.code,
      attributes: [{ code: 'screen' }, { code: 'lid' }],
    });
  });

  it('refuse a product that does not fit, with everything that is wrong', async () => {
    const { body: type } = await create();
    const attributes = [
      { code: 'lid', value: 'blue' },
      { code: 'taste', value: 'sweet' },
    ];
    const rest = await makeLaptop(type.id, attributes);
    expect([rest.status, rest.body.code]).toEqual([422, 'ATTRIBUTES_DO_NOT_FIT']);
    const input = aNewProduct({ categoryId, productTypeId: type.id, attributes });
    const { body } = await shop.graphql(
      `mutation ($input: CreateProductInput!) { createProduct(input: $input) {
         product { id } errors { __typename code ... on AttributesError { problems { code path } } } } }`,
      { input },
      { as: MANAGER },
    );
    const problems = [
      { code: 'ATTRIBUTE_UNKNOWN', path: ['attributes', 'taste'] },
      { code: 'ATTRIBUTE_MISSING', path: ['attributes', 'screen'] },
      { code: 'ATTRIBUTE_VALUE_INVALID', path: ['attributes', 'lid'] },
    ];
    expect(body.data.createProduct).toEqual({
      product: null,
      errors: [{ __typename: 'AttributesError', code: 'ATTRIBUTES_DO_NOT_FIT', problems }],
    });
    expect(rest.body.errors).toMatchObject(problems);
    expect((await makeLaptop(uuidv7())).body.code).toBe('UNKNOWN_PRODUCT_TYPE');
  });

  it('hold their products to them in later edits, and can be taken away', async () => {
    const { body: type } = await create();
    const { body: laptop } = await makeLaptop(type.id);
    const patch = (version: number, body: object) =>
      shop.rest({
        method: 'PATCH',
        path: `/api/v1/products/${laptop.id}`,
        headers: { 'if-match': `"${version}"` },
        body,
        as: MANAGER,
      });
    expect((await patch(1, { attributes: [] })).body.code).toBe('ATTRIBUTES_DO_NOT_FIT');
    const smaller = await patch(1, { attributes: [{ code: 'screen', value: '13' }] });
    expect(smaller.body.attributes).toMatchObject([{ value: '13', unit: { en: 'in' } }]);
    const free = await patch(2, { productTypeId: null });
    expect([free.body.type, free.body.attributes]).toEqual([null, smaller.body.attributes]);
    const { body: strict } = await create({
      attributes: [{ ...LAPTOP.attributes[0], code: 'weight', isRequired: true }],
    });
    expect((await patch(3, { productTypeId: strict.id })).body.code).toBe('ATTRIBUTES_DO_NOT_FIT');
  });

  it('change, but keep what products have, and only on the ground of the latest version', async () => {
    const { body: type } = await create();
    await makeLaptop(type.id, [
      { code: 'screen', value: '15' },
      { code: 'lid', value: 'red' },
    ]);
    const refused = await edit({ id: type.id, expectedVersion: 1, changes: { attributes: [LAPTOP.attributes[0]] } });
    expect(refused.errors).toEqual([
      { __typename: 'AttributeInUseError', code: 'ATTRIBUTE_IN_USE', attribute: 'lid', value: null },
    ]);
    const [screen, lid] = LAPTOP.attributes;
    const blue = { value: 'blue', text: { en: 'Blue', ru: 'Синий' }, hex: '#0000ff' };
    const noRed = [screen, { ...lid, choices: [blue] }];
    expect((await edit({ id: type.id, expectedVersion: 1, changes: { attributes: noRed } })).errors).toMatchObject([
      { attribute: 'lid', value: 'red' },
    ]);
    const more = [screen, { ...lid, choices: [...(lid?.choices ?? []), blue] }];
    expect(await edit({ id: type.id, expectedVersion: 1, changes: { attributes: more } })).toMatchObject({
      productType: {
        version: 2,
        attributes: [
          { label: 'Экран', unit: '″' },
          { choices: [{ text: 'Красный' }, { text: 'Синий', hex: '#0000ff' }] },
        ],
      },
      errors: [],
    });
    expect(await edit({ id: type.id, expectedVersion: 1, changes: {} })).toEqual({
      productType: null,
      errors: [{ __typename: 'VersionConflictError', code: 'CONFLICT', currentVersion: 2 }],
    });
    const late = await shop.rest({
      method: 'PATCH',
      path: `${PATH}/${type.id}`,
      headers: { 'if-match': '"1"' },
      body: {},
      as: MANAGER,
    });
    expect([late.status, late.body.code]).toEqual([412, 'PRECONDITION_FAILED']);
  });

  it('go when there are no products of them', async () => {
    const { body: type } = await create();
    await makeLaptop(type.id);
    const remove = (id: string) =>
      shop.rest({ method: 'DELETE', path: `${PATH}/${id}`, headers: { 'if-match': '"1"' }, as: MANAGER });
    const used = await remove(type.id);
    expect([used.status, used.body.code]).toEqual([409, 'PRODUCT_TYPE_IN_USE']);
    const { body: unused } = await create();
    expect((await remove(unused.id)).status).toBe(204);
    expect((await shop.rest({ path: `${PATH}/${unused.code}` })).status).toBe(404);
    const { body } = await shop.graphql(
      'mutation ($input: DeleteProductTypeInput!) { deleteProductType(input: $input) { errors { code } } }',
      { input: { id: type.id, expectedVersion: 1 } },
      { as: MANAGER },
    );
    expect(body.data.deleteProductType.errors).toEqual([{ code: 'PRODUCT_TYPE_IN_USE' }]);
  });

  it.each([
    ['a code that is taken', { code: 'taken' }, 'PRODUCT_TYPE_CODE_TAKEN'],
    ['an unknown key', { margin: 1 }, 'INVALID_INPUT'],
    ['a choice without choices', { attributes: [{ ...LAPTOP.attributes[1], choices: [] }] }, 'INVALID_INPUT'],
    [
      'an attribute that depends on a later one',
      { attributes: [{ ...LAPTOP.attributes[0], onlyWith: { code: 'later', values: ['a'] } }] },
      'INVALID_INPUT',
    ],
    ['one attribute twice', { attributes: [LAPTOP.attributes[0], LAPTOP.attributes[0]] }, 'INVALID_INPUT'],
  ])('are refused with %s', async (_, given, code) => {
    await create({ code: 'taken' });
    expect((await create(given)).body.code).toBe(code);
  });

  it('are for managers to write', async () => {
    const customer = { scopes: ['orders:place:own'] };
    const send = (method: 'POST' | 'PATCH' | 'DELETE', path: string) =>
      shop.rest({ method, path, body: {}, as: customer });
    const answers = await Promise.all([
      send('POST', PATH),
      send('PATCH', `${PATH}/${uuidv7()}`),
      send('DELETE', `${PATH}/${uuidv7()}`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  });
});
