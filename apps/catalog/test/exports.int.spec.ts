import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { waitFor } from '@tovar/testing';
import { FillDemoCatalog } from '../src/index.ts';
import { CatalogShop, MANAGER } from './kit/catalog-shop.ts';

describe('an export', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.empty();
    await shop.get(FillDemoCatalog).execute({ seed: 1, size: 'small' });
  });
  afterAll(() => shop.stop());

  it.each([
    ['csv', 'text/csv'],
    ['jsonl', 'application/x-ndjson'],
  ])('as %s imports again and changes nothing', async (format, type) => {
    const file = await exported(format);
    const body = Readable.from([Buffer.from(file)]);
    const started = await shop.rest({
      method: 'POST',
      path: '/api/v1/imports',
      body,
      headers: { 'content-type': type },
      as: MANAGER,
    });
    const done = await waitFor('the import to end', async () => {
      const { body: found } = await shop.rest({ path: `/api/v1/imports/${started.body.id}`, as: MANAGER });
      return found.endedAt ? found : undefined;
    });
    const { body: errors } = await shop.rest({ path: `/api/v1/imports/${started.body.id}/errors`, as: MANAGER });
    expect(errors.items).toEqual([]);
    expect(done).toMatchObject({ status: 'COMPLETED', unchanged: 60, created: 0, updated: 0, refused: 0 });
    expect(await exported(format)).toBe(file);
  });

  it('has every product and every variant', async () => {
    const lines = (await exported('jsonl'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const [{ count }] = (await shop.database.query('SELECT count(*)::integer AS count FROM variant')) as [
      { count: number },
    ];
    expect(lines).toHaveLength(60);
    expect(lines.flatMap(({ variants }) => variants)).toHaveLength(count);
  });

  it('is compressed for those who accept that', async () => {
    const answer = await shop.rest({
      path: '/api/v1/exports/products',
      headers: { 'accept-encoding': 'br, gzip' },
      as: MANAGER,
    });
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(gunzipSync(answer.bytes).toString()).toBe(await exported('csv'));
  });

  it('keeps the exact stock from those who may not see it', async () => {
    const { body } = await shop.rest({
      path: '/api/v1/exports/products?format=jsonl',
      as: { scopes: ['catalog:write:any'] },
    });
    expect(body).not.toContain('stockOnHand');
  });

  it.each([undefined, { scopes: ['stock:write:any'] }])(
    'is for those who write the catalogue alone: %j',
    async (as) => {
      expect((await shop.rest({ path: '/api/v1/exports/products', as })).status).toBe(as ? 403 : 401);
    },
  );

  async function exported(format: string): Promise<string> {
    const { status, body } = await shop.rest({ path: `/api/v1/exports/products?format=${format}`, as: MANAGER });
    expect(status).toBe(200);
    return body;
  }
});
