import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { mailOf, NotificationsShop, person } from './notifications-shop.ts';

type Five = [string, string, string, string, string];

describe('somebody whose order is paid', () => {
  let shop: NotificationsShop;

  beforeAll(async () => {
    shop = await NotificationsShop.start();
  });
  afterAll(() => shop.stop());

  it('is told in the shop and by mail, in their language', async () => {
    const userId = uuidv7();
    shop.locales.set(userId, 'RU');
    const { orderId } = await shop.orderPaid(userId);
    expect(await shop.inbox(userId)).toMatchObject([
      {
        type: 'ORDER',
        kind: 'order-paid',
        title: 'Your order 100017 is paid',
        path: `/orders/${orderId}`,
        readAt: null,
      },
    ]);
    const [mail] = await shop.mails(mailOf(userId));
    expect(mail?.subject).toBe('Заказ 100017 оплачен');
    expect(mail?.text).toContain(`https://shop.example/orders/${orderId}`);
    expect(mail?.html).toContain('<h1>Заказ 100017 оплачен</h1>');
  });

  it('[INV-NOTIF-1] is told once, however often the fact is', async () => {
    const [userId, orderId] = [uuidv7(), uuidv7()];
    for (let time = 0; time < 3; time += 1) await shop.orderPaid(userId, orderId);
    await shop.caughtUp();
    expect(await shop.inbox(userId)).toHaveLength(1);
    expect(await shop.mails(mailOf(userId))).toHaveLength(1);
  });

  it('is told by mail alone when they are a guest', async () => {
    const { orderId } = await shop.orderPaid(null);
    const [mail] = await shop.mails(mailOf(orderId));
    expect(mail).toMatchObject({ subject: 'Заказ 100017 оплачен', text: expect.not.stringContaining('https://') });
  });

  it('[PRIV-01] leaves no address with notifications', async () => {
    const userId = uuidv7();
    await shop.orderPaid(userId);
    await shop.mails(mailOf(userId));
    const rows = await shop.database.query('SELECT * FROM notification');
    expect(JSON.stringify(rows)).not.toContain('example.org');
  });

  it('is not written to when nobody knows their mailbox, and keeps the rest of a job from nobody', async () => {
    const userId = uuidv7();
    shop.unknown.add(userId);
    await shop.orderPaid(userId);
    await shop.inbox(userId);
    const other = uuidv7();
    await shop.orderPaid(other);
    await shop.mails(mailOf(other));
    await waitFor('the mail to be given up', async () => {
      const [row] = await shop.database.query('SELECT mail FROM notification WHERE recipient_id = $1', [userId]);
      expect(row).toEqual({ mail: 'UNDELIVERABLE' });
      return true;
    });
  });

  it('hears of what became of the order, by its reason', async () => {
    const userId = uuidv7();
    const about = (orderId: string) => ({ orderId, orderNumber: '100017', customerId: userId });
    const [first, second, third] = [uuidv7(), uuidv7(), uuidv7()] as const;
    await shop.told('order.cancelled.v1', first, { ...about(first), reason: 'payment-declined' });
    await shop.told('order.cancelled.v1', second, { ...about(second), reason: 'expired' });
    const amount = { amount: '100', currency: 'EUR' } as const;
    await shop.told('order.refunded.v1', third, { ...about(third), amount });
    await shop.told('order.refunded.v1', third, { ...about(third), amount });
    const kinds = (await shop.inbox(userId, 4)).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['order-cancelled', 'order-refunded', 'order-refunded', 'payment-declined']);
  });

  it('hears of what others make of their review, and not of what they do themselves', async () => {
    const [author, commenter, staff, reviewId, productId] = Array.from({ length: 5 }, () => uuidv7()) as Five;
    const review = { reviewId, productId };
    const comment = { ...review, reviewAuthorId: author, parentAuthorId: null, isByStaff: false };
    await shop.told('review.commented.v1', reviewId, { ...comment, commentId: uuidv7(), authorId: commenter });
    await shop.told('review.commented.v1', reviewId, { ...comment, commentId: uuidv7(), authorId: author });
    const answer = { ...comment, commentId: uuidv7(), authorId: staff, parentAuthorId: commenter, isByStaff: true };
    await shop.told('review.commented.v1', reviewId, answer);
    for (const userId of [commenter, author, commenter])
      await shop.told('review.liked.v1', reviewId, { ...review, authorId: author, userId });
    const kinds = (await shop.inbox(author, 3)).map(({ kind }) => kind);
    expect(kinds).toEqual(['review-liked', 'review-answered', 'review-commented']);
    expect(await shop.inbox(commenter)).toMatchObject([{ kind: 'comment-answered' }]);
  });

  it('hears of a login on a new device, and not of one on a known device', async () => {
    const userId = uuidv7();
    const [known, fresh] = [uuidv7(), uuidv7()] as const;
    await shop.told('session.started.v1', known, { sessionId: known, userId, isKnownDevice: true });
    await shop.told('session.started.v1', fresh, { sessionId: fresh, userId, isKnownDevice: false });
    expect(await shop.inbox(userId)).toMatchObject([{ kind: 'new-session' }]);
  });
});

describe('an inbox', () => {
  let shop: NotificationsShop;
  let userId: string;

  beforeAll(async () => {
    shop = await NotificationsShop.start();
  });
  afterAll(() => shop.stop());
  beforeEach(async () => {
    userId = uuidv7();
    for (let number = 0; number < 3; number += 1) await shop.orderPaid(userId);
    await shop.inbox(userId, 3);
  });

  const INBOX = `query ($first: Int, $after: String, $isUnreadOnly: Boolean, $locale: Locale) {
    notifications(first: $first, after: $after, isUnreadOnly: $isUnreadOnly) {
      edges { cursor node { id type kind title(locale: $locale) text path createdAt readAt } }
      pageInfo { hasNextPage endCursor } unreadCount } }`;
  const SOME = `mutation ($input: MarkNotificationsReadInput!) {
    markNotificationsRead(input: $input) { unreadCount errors { code } } }`;
  const ALL = `mutation ($input: MarkAllNotificationsReadInput!) {
    markAllNotificationsRead(input: $input) { unreadCount errors { code } } }`;

  it('is walked through page by page in one statement each, and two with the number of what is unread', async () => {
    const as = person(userId);
    const first = await shop.send({ path: '/api/v1/notifications?limit=2', as });
    expect({ items: first.body.items.length, statements: first.statements }).toEqual({ items: 2, statements: 1 });
    const rest = await shop.send({ path: `/api/v1/notifications?limit=2&cursor=${first.body.nextCursor}`, as });
    expect(rest.body).toMatchObject({ items: [{ kind: 'order-paid' }], nextCursor: null });
    for (let round = 0; round < 2; round += 1) {
      const { body, statements } = await shop.graphql(INBOX, { first: 2, locale: 'RU' }, as);
      expect(statements).toBe(2);
      expect(body.data.notifications).toMatchObject({
        edges: [{ node: { title: 'Заказ 100017 оплачен' } }, {}],
        pageInfo: { hasNextPage: true },
        unreadCount: 3,
      });
    }
  });

  it('shows what was read as read, by both APIs', async () => {
    const as = person(userId);
    const [newest, middle, oldest] = await shop.inbox(userId, 3);
    const some = await shop.graphql(SOME, { input: { ids: [middle?.id] } }, as);
    expect(some.body.data.markNotificationsRead).toEqual({ unreadCount: 2, errors: [] });
    const { body } = await shop.graphql(INBOX, { isUnreadOnly: true }, as);
    expect(body.data.notifications.edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual([
      newest?.id,
      oldest?.id,
    ]);
    const upTo = await shop.send({
      method: 'POST',
      path: '/api/v1/notifications/read-all',
      as,
      body: { upToId: oldest?.id },
    });
    expect(upTo).toMatchObject({ status: 200, body: { unreadCount: 1 } });
    const all = await shop.graphql(ALL, { input: {} }, as);
    expect(all.body.data.markAllNotificationsRead.unreadCount).toBe(0);
    expect((await shop.send({ path: '/api/v1/notifications?unread=true', as })).body.items).toEqual([]);
    expect((await shop.send({ path: '/api/v1/notifications/unread-count', as })).body).toEqual({ unreadCount: 0 });
  });

  it("[BOLA-01] is nobody else's to see or to mark", async () => {
    const [mine] = await shop.inbox(userId);
    const stranger = person(uuidv7());
    await shop.send({ method: 'POST', path: '/api/v1/notifications/read', as: stranger, body: { ids: [mine?.id] } });
    await shop.send({ method: 'POST', path: '/api/v1/notifications/read-all', as: stranger, body: {} });
    expect((await shop.send({ path: '/api/v1/notifications', as: stranger })).body.items).toEqual([]);
    expect((await shop.inbox(userId)).map(({ readAt }) => readAt)).toEqual([null, null, null]);
  });

  it.each([
    ['GET', '/api/v1/notifications', undefined],
    ['POST', '/api/v1/notifications/read', { ids: ['0190a5d8-0000-7000-8000-000000000001'] }],
    ['PATCH', '/api/v1/notification-settings', {}],
  ] as const)('is opened by its scopes alone: %s %s', async (method, path, body) => {
    expect((await shop.send({ method, path, body })).status).toBe(401);
    expect((await shop.send({ method, path, body, as: person(userId, ['orders:read:own']) })).status).toBe(403);
  });

  it.each([
    ['/api/v1/notifications/read', { ids: [] }],
    ['/api/v1/notifications/read', { ids: ['one'] }],
    ['/api/v1/notifications/read', { ids: Array.from({ length: 101 }, () => '0190a5d8-0000-7000-8000-000000000001') }],
    ['/api/v1/notifications/read-all', { userId: '0190a5d8-0000-7000-8000-000000000001' }],
  ])('refuses what it does not understand: %s %j', async (path, body) => {
    expect((await shop.send({ method: 'POST', path, body, as: person(userId) })).body.code).toBe('INVALID_INPUT');
  });
});
