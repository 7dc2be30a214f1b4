import { SqlDatabase } from '@tovar/platform';
import type { FastifyInstance } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { RebuildFavourites } from '../src/commands/rebuild-favourites.ts';
import { AnnounceProduct } from '../src/commands/announce-product.ts';
import { mailOf, NotificationsShop, person } from './notifications-shop.ts';

const NAME = { en: 'Kettle "Mira"', ru: 'Чайник «Мира»' };

describe('who has marked a product', () => {
  let shop: NotificationsShop;
  const unsold = new Set<string>();

  function answerAsCatalog(service: FastifyInstance): void {
    service.post('/internal/quotes', async ({ body }) => {
      const [{ variantId } = { variantId: '' }] = (body as { items: { variantId: string }[] }).items;
      return { quotes: [{ variantId, name: NAME, slug: 'kettle-mira', isPurchasable: !unsold.has(variantId) }] };
    });
  }

  beforeAll(async () => {
    shop = await NotificationsShop.start({}, { catalog: answerAsCatalog });
  });
  afterAll(() => shop.stop());

  const mark = (userId: string, productId: string) => shop.told('favourite.added.v1', userId, { userId, productId });
  const euros = (amount: string) => ({ amount, currency: 'EUR' }) as const;
  const reprice = (productId: string, before: string, after: string, variantId = uuidv7()) =>
    shop.told('product.repriced.v1', productId, {
      productId,
      prices: [{ variantId, before: euros(before), after: euros(after) }],
    });
  const arrive = (productId: string, isInStock = true) =>
    shop.told('product.availability-changed.v1', productId, { productId, variantId: uuidv7(), isInStock });

  it('is told once a day that it has become cheaper, and by how much', async () => {
    const [userId, productId] = [uuidv7(), uuidv7()];
    await mark(userId, productId);
    await reprice(productId, '10000', '8450');
    const told = await shop.inbox(userId);
    await reprice(productId, '8450', '8000');
    expect(told).toMatchObject([
      { kind: 'price-drop', title: 'Kettle "Mira": 15% less', path: '/products/kettle-mira' },
    ]);
    const [mail] = await shop.mails(mailOf(userId));
    expect(mail?.html).toContain('Kettle &quot;Mira&quot;');
    await shop.caughtUp();
    expect(await shop.inbox(userId)).toHaveLength(1);
  });

  it('is told that it is in stock again, and not that it is sold out', async () => {
    const [userId, productId] = [uuidv7(), uuidv7()];
    await mark(userId, productId);
    await arrive(productId, false);
    await arrive(productId);
    expect(await shop.inbox(userId)).toMatchObject([
      { kind: 'back-in-stock', title: 'Kettle "Mira" is in stock again' },
    ]);
  });

  it('hears nothing when it costs more, next to nothing less, or cannot be bought', async () => {
    const [userId, productId, hidden] = [uuidv7(), uuidv7(), uuidv7()];
    unsold.add(hidden);
    await mark(userId, productId);
    await reprice(productId, '10000', '10001');
    await reprice(productId, '10000', '9950');
    await reprice(productId, '10000', '5000', hidden);
    await arrive(productId);
    expect((await shop.inbox(userId)).map(({ kind }) => kind)).toEqual(['back-in-stock']);
  });

  it('hears nothing any more once it is unmarked', async () => {
    const [userId, other, productId] = [uuidv7(), uuidv7(), uuidv7()];
    await mark(userId, productId);
    await mark(other, productId);
    await shop.told('favourite.removed.v1', userId, { userId, productId });
    await arrive(productId);
    await shop.inbox(other);
    expect((await shop.send({ path: '/api/v1/notifications', as: person(userId) })).body.items).toEqual([]);
  });

  it('are told together, once each however often that is begun, with a digest at one moment', async () => {
    const productId = uuidv7();
    await shop.database.query(
      'INSERT INTO favourite (product_id, user_id) SELECT $1, gen_random_uuid() FROM generate_series(1, 600)',
      [productId],
    );
    await shop.database.query(
      'INSERT INTO mail_schedule SELECT user_id, $2, 9, $3 FROM favourite WHERE product_id = $1',
      [productId, 'DAILY', 'Europe/Moscow'],
    );
    const announce = shop.shop.running.app('notifications').get(AnnounceProduct);
    const news = { kind: 'back-in-stock', fact: `${productId} today`, particulars: {}, productId, variantId: uuidv7() };
    for (let time = 0; time < 2; time += 1) await announce.execute(news);
    const [row] = await shop.database.query<{ told: number; moments: number }>(
      `SELECT count(*)::integer AS told, count(DISTINCT digest_at)::integer AS moments FROM notification WHERE fact = $1`,
      [news.fact],
    );
    expect(row).toEqual({ told: 600, moments: 1 });
  });

  it('[INV-EVENT-2] is row by row the same when the log is folded anew, and without whoever was forgotten', async () => {
    const [userId, forgotten, kept, taken] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    await mark(userId, kept);
    await mark(userId, taken);
    await shop.told('favourite.removed.v1', userId, { userId, productId: taken });
    await mark(forgotten, kept);
    await shop.told('person.erased.v1', forgotten, { userId: forgotten });
    await shop.caughtUp();
    const database = shop.shop.running.app('notifications').get(SqlDatabase);
    const rows = () => database.query<{ user_id: string }>('SELECT * FROM favourite ORDER BY product_id, user_id');
    const rebuild = () => shop.shop.running.app('notifications').get(RebuildFavourites).execute();
    // Without those that other tests have put there themselves.
    await rebuild();
    const live = await rows();
    expect(live.map(({ user_id: whose }) => whose)).not.toContain(forgotten);
    expect(await rebuild()).toEqual({ table: 'favourite', rows: live.length, mended: 0 });
    await database.query('DELETE FROM favourite WHERE user_id = $1', [userId]);
    expect(await rebuild()).toMatchObject({ mended: 1 });
    expect(await rows()).toEqual(live);
  });
});
