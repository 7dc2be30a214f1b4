import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { aNewProduct } from './kit/builders.ts';
import { CatalogShop } from './kit/catalog-shop.ts';
import { withStatements } from './kit/statements.ts';

const MANAGER = { userId: uuidv7(), scopes: ['catalog:write:any'] };
const MODERATOR = { userId: uuidv7(), scopes: ['catalog:moderate:any'] };

describe('the moderation of products', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  const create = (given: object = {}) =>
    shop.rest({
      method: 'POST',
      path: '/api/v1/products',
      body: { ...aNewProduct({ categoryId: shop.categoryId('tiny-things'), ...given }) },
      as: MANAGER,
    });
  const draft = async (): Promise<{ id: string; slug: string }> => (await create({ status: 'DRAFT' })).body;
  const decide = (id: string, decision: string, version: number, as = MANAGER, body: object = {}) =>
    shop.rest({
      method: 'POST',
      path: `/api/v1/products/${id}/${decision}`,
      headers: { 'if-match': `"${version}"` },
      body,
      as,
    });
  const mutate = async (name: string, input: object, as = MODERATOR) => {
    const type = name === 'rejectProduct' ? 'ProductRejectionInput' : 'ProductDecisionInput';
    const fields = `product { status version } errors {
      __typename code ... on DecisionNotAllowedError { status allowedDecisions } ... on ProductConflictError { currentVersion } }`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`;
    const { body } = await shop.graphql(query, { input }, { as });
    return body.data?.[name] ?? body.errors[0].extensions;
  };
  const isListed = async (slug: string): Promise<boolean> => {
    const { body } = await shop.rest({ path: '/api/v1/products?category=things&limit=100' });
    return body.items.some((item: { slug: string }) => item.slug === slug);
  };

  it('leads from a draft to the shop: a manager proposes, a moderator publishes', async () => {
    const { id, slug } = await draft();
    expect((await decide(id, 'propose', 1)).status).toBe(204);
    expect([await isListed(slug), (await shop.rest({ path: `/api/v1/products/${slug}` })).status]).toEqual([
      false,
      404,
    ]);
    expect((await shop.rest({ path: `/api/v1/products/${slug}`, as: MODERATOR })).body.status).toBe('PROPOSED');
    expect((await decide(id, 'publish', 2)).body.code).toBe('FORBIDDEN');
    expect((await decide(id, 'publish', 2, MODERATOR)).status).toBe(204);
    expect([await isListed(slug), (await shop.rest({ path: `/api/v1/products/${slug}` })).status]).toEqual([true, 200]);
    const told = await waitFor('the news', () => shop.events('product.changed.v1', id)[2]);
    expect(told.data).toMatchObject({ change: 'PUBLISHED', isPublished: true, version: 3 });
  });

  it('leads on by GraphQL, through every decision', async () => {
    const { id, slug } = await draft();
    const steps = [
      ['proposeProduct', MANAGER, 'PROPOSED'],
      ['withdrawProduct', MANAGER, 'DRAFT'],
      ['proposeProduct', MANAGER, 'PROPOSED'],
      ['publishProduct', MODERATOR, 'PUBLISHED'],
      ['unpublishProduct', MANAGER, 'DRAFT'],
      ['archiveProduct', MODERATOR, 'ARCHIVED'],
      ['restoreProduct', MANAGER, 'DRAFT'],
      ['proposeProduct', MANAGER, 'PROPOSED'],
    ] as const;
    for (const [index, [name, as, status]] of steps.entries()) {
      const answer = await mutate(name, { id, expectedVersion: index + 1 }, as);
      expect(answer).toEqual({ product: { status, version: index + 2 }, errors: [] });
      expect(await isListed(slug)).toBe(status === 'PUBLISHED');
    }
    const rejection = { id, expectedVersion: 9, reason: 'No picture.' };
    expect(await mutate('rejectProduct', rejection)).toMatchObject({ product: { status: 'DRAFT' } });
    const changes = await waitFor('the news', () => {
      const told = shop.events('product.changed.v1', id);
      return told.length === 10 && told.map(({ data }) => (data as { change: string }).change);
    });
    expect(changes).toEqual([
      'CREATED',
      'PROPOSED',
      'RETURNED',
      'PROPOSED',
      'PUBLISHED',
      'UNPUBLISHED',
      'ARCHIVED',
      'RESTORED',
      'PROPOSED',
      'RETURNED',
    ]);
  });

  it('refuses what the status does not allow, and what is decided about an old version', async () => {
    const { id } = await draft();
    expect(await mutate('publishProduct', { id, expectedVersion: 1 })).toEqual({
      product: null,
      errors: [
        {
          __typename: 'DecisionNotAllowedError',
          code: 'DECISION_NOT_ALLOWED',
          status: 'DRAFT',
          allowedDecisions: ['PROPOSE', 'ARCHIVE'],
        },
      ],
    });
    const rest = await decide(id, 'publish', 1, MODERATOR);
    expect([rest.status, rest.body.code, rest.body.allowedDecisions]).toEqual([
      409,
      'DECISION_NOT_ALLOWED',
      ['PROPOSE', 'ARCHIVE'],
    ]);
    await decide(id, 'propose', 1);
    expect((await mutate('publishProduct', { id, expectedVersion: 1 })).errors).toMatchObject([{ currentVersion: 2 }]);
    const late = await decide(id, 'publish', 1, MODERATOR);
    expect([late.status, late.body.code]).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await decide(uuidv7(), 'propose', 1)).status).toBe(404);
  });

  it('wants a reason for a rejection, and nothing that it does not know', async () => {
    const { id } = await draft();
    await decide(id, 'propose', 1);
    expect((await decide(id, 'reject', 2, MODERATOR)).body.code).toBe('INVALID_INPUT');
    expect((await decide(id, 'reject', 2, MODERATOR, { reason: 'Blurred.', force: true })).body.code).toBe(
      'INVALID_INPUT',
    );
    expect((await decide(id, 'reject', 2, MODERATOR, { reason: 'Blurred.' })).status).toBe(204);
  });

  it('lets one of two moderators decide who decide at once', async () => {
    const { id } = await draft();
    await decide(id, 'propose', 1);
    const answers = await Promise.all([
      decide(id, 'publish', 2, MODERATOR),
      decide(id, 'reject', 2, MODERATOR, { reason: 'Blurred.' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 412]);
  });

  it('remembers who decided what and why, for ever', async () => {
    const { id } = await draft();
    await decide(id, 'propose', 1, MANAGER, { reason: 'New range.' });
    await decide(id, 'reject', 2, MODERATOR, { reason: 'Blurred.' });
    const { result, count } = await withStatements(() =>
      shop.rest({ path: `/api/v1/products/${id}/decisions`, as: MANAGER }),
    );
    const decidedAt = expect.stringMatching(/Z$/);
    expect([result.body.items, count]).toEqual([
      [
        { version: 3, decision: 'REJECT', actorId: MODERATOR.userId, reason: 'Blurred.', decidedAt },
        { version: 2, decision: 'PROPOSE', actorId: MANAGER.userId, reason: 'New range.', decidedAt },
      ],
      1,
    ]);
    const query = `query ($after: String) { productDecisions(productId: "${id}", first: 1, after: $after) {
      nodes { decision reason } pageInfo { hasNextPage endCursor } } }`;
    const first = (await shop.graphql(query, {}, { as: MODERATOR })).body.data.productDecisions;
    expect(first).toMatchObject({ nodes: [{ decision: 'REJECT' }], pageInfo: { hasNextPage: true } });
    const next = await shop.graphql(query, { after: first.pageInfo.endCursor }, { as: MODERATOR });
    expect(next.body.data.productDecisions).toMatchObject({
      nodes: [{ decision: 'PROPOSE', reason: 'New range.' }],
      pageInfo: { hasNextPage: false },
    });
    await expect(shop.database.query('DELETE FROM product_decision')).rejects.toThrow('permission denied');
  });

  it('shows moderators what waits for them, the oldest first, page by page', async () => {
    const waiting: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      const { body } = await create({ status: 'PROPOSED' });
      waiting.push(body.id);
    }
    const found: string[] = [];
    for (let path = '/api/v1/moderation/products?limit=2'; path;) {
      const { result, count } = await withStatements(() => shop.rest({ path, as: MODERATOR }));
      expect(count).toBe(1);
      found.push(...result.body.items.map(({ id }: { id: string }) => id));
      path = /<(.*)>/.exec((result.headers.link as string | undefined) ?? '')?.[1] ?? '';
    }
    expect(found).toEqual(found.toSorted());
    expect(found).toEqual(expect.arrayContaining(waiting));
    const query = '{ proposedProducts(first: 100) { nodes { id status } pageInfo { hasNextPage } } }';
    const { body } = await shop.graphql(query, {}, { as: MODERATOR });
    expect(body.data.proposedProducts.nodes.map(({ id }: { id: string }) => id)).toEqual(found);
    expect((await shop.rest({ path: '/api/v1/moderation/products?cursor=x', as: MODERATOR })).body.code).toBe(
      'INVALID_CURSOR',
    );
  });

  it('lets nobody publish at once who may not moderate', async () => {
    const refused = await create({ status: 'PUBLISHED' });
    expect([refused.status, refused.body.code, refused.body.missingScopes]).toEqual([
      403,
      'FORBIDDEN',
      ['catalog:moderate:any'],
    ]);
    expect((await create({ status: 'ARCHIVED' })).body.code).toBe('INVALID_INPUT');
    const { id, version } = (await draft()) as { id: string; version?: number };
    const edit = await shop.rest({
      method: 'PATCH',
      path: `/api/v1/products/${id}`,
      headers: { 'if-match': `"${version}"` },
      body: { status: 'PUBLISHED' },
      as: MANAGER,
    });
    expect(edit.body.code).toBe('INVALID_INPUT');
  });

  it('is the affair of staff', async () => {
    const { id } = await draft();
    const customer = { userId: uuidv7(), scopes: ['orders:place:own'] };
    const decisions = ['propose', 'withdraw', 'publish', 'reject', 'unpublish', 'archive', 'restore'];
    for (const decision of decisions) expect((await decide(id, decision, 1, customer)).status).toBe(403);
    expect((await shop.rest({ path: '/api/v1/moderation/products', as: customer })).status).toBe(403);
    expect((await shop.rest({ path: `/api/v1/products/${id}/decisions`, as: customer })).status).toBe(403);
    expect((await decide(id, 'reject', 1, MANAGER, { reason: 'Mine.' })).status).toBe(403);
    expect(await mutate('proposeProduct', { id, expectedVersion: 1 }, MODERATOR)).toMatchObject({ code: 'FORBIDDEN' });
  });
});
