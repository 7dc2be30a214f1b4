import { Auditor } from '@tovar/platform';
import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { mailOf, NotificationsShop } from './notifications-shop.ts';

describe('[INV-NOTIF-1] the auditor of notifications', () => {
  let shop: NotificationsShop;

  beforeAll(async () => {
    shop = await NotificationsShop.start();
  });
  afterAll(() => shop.stop());

  const found = async () => {
    const auditor = shop.shop.running.app('notifications').get(Auditor);
    const reports = await auditor.round({ scope: 'everything', isQuiet: true });
    return reports
      .find(({ id }) => id === 'INV-NOTIF-1')
      ?.violations.map(({ subject, problem }) => ({ subject, problem }));
  };
  /** Somebody was told long ago, and the mail has left. */
  const told = async (): Promise<string> => {
    const userId = uuidv7();
    await shop.orderPaid(userId);
    await shop.mails(mailOf(userId));
    const [row] = await shop.database.query<{ id: string }>(
      `UPDATE notification SET created_at = now() - interval '2 hours', mail = 'SENT' WHERE recipient_id = $1 RETURNING id`,
      [userId],
    );
    return row?.id ?? '';
  };

  it('finds nothing where everybody was told once', async () => {
    await told();
    expect(await found()).toEqual([]);
  });

  it('tells of mail that has never left, but not while it may still leave', async () => {
    const id = await told();
    await shop.database.query(`UPDATE notification SET mail = 'WAITING' WHERE id = $1`, [id]);
    expect(await found()).toEqual([{ subject: id, problem: 'the mail of order-paid is WAITING' }]);
    await shop.database.query(`UPDATE notification SET mail = 'SENT' WHERE id = $1`, [id]);
  });

  it('tells of a fact that somebody was told twice', async () => {
    const id = await told();
    const owner = new Client({ connectionString: shop.shop.adminUrl });
    await owner.connect();
    await owner.query('ALTER TABLE notifications.notification DROP CONSTRAINT notification_once');
    await owner.end();
    const twin = uuidv7();
    await shop.database.query(
      `INSERT INTO notification (id, recipient_id, recipient_kind, type, kind, fact, particulars, created_at, is_in_app, mail)
       SELECT $2, recipient_id, recipient_kind, type, kind, fact, particulars, created_at, is_in_app, mail
         FROM notification WHERE id = $1`,
      [id, twin],
    );
    const problems = (await found())?.map(({ subject, problem }) => [subject, problem.replace(/of \S+ is/, 'of … is')]);
    expect(problems?.toSorted()).toEqual(
      [id, twin].toSorted().map((each) => [each, 'order-paid of … is told 2 times']),
    );
  });
});
