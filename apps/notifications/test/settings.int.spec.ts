import { v7 as uuidv7 } from 'uuid';
import { SendDigests } from '../src/commands/send-digests.ts';
import { mailOf, NotificationsShop, person } from './notifications-shop.ts';

const PATH = '/api/v1/notification-settings';
const CHANGE = `mutation ($input: ChangeNotificationSettingsInput!) { changeNotificationSettings(input: $input) {
  settings { preferences { type channel isOn canBeTurnedOff } schedule { frequency hour timeZone } } errors { code } } }`;

describe('what somebody wants to hear of', () => {
  let shop: NotificationsShop;

  beforeAll(async () => {
    shop = await NotificationsShop.start();
  });
  afterAll(() => shop.stop());

  const change = (userId: string, body: object) => shop.send({ method: 'PATCH', path: PATH, as: person(userId), body });

  it('is told for every type and channel in one statement, also to somebody who has chosen nothing', async () => {
    const { body, statements } = await shop.send({ path: PATH, as: person(uuidv7()) });
    expect(statements).toBe(1);
    expect(body.preferences).toHaveLength(18);
    expect(body.preferences).toContainEqual({ type: 'LIKE', channel: 'EMAIL', isOn: false, canBeTurnedOff: true });
    expect(body.schedule).toEqual({ frequency: 'AT_ONCE', hour: 9, timeZone: 'UTC' });
  });

  it('changes by what is named, the same by both APIs', async () => {
    const userId = uuidv7();
    const off = { type: 'ORDER', channel: 'EMAIL', isOn: false };
    expect((await change(userId, { preferences: [off] })).body.preferences).toContainEqual({
      ...off,
      canBeTurnedOff: true,
    });
    const input = { preferences: [{ ...off, isOn: true }], schedule: { timeZone: 'Europe/Moscow' } };
    const { body } = await shop.graphql(CHANGE, { input }, person(userId));
    expect(body.data.changeNotificationSettings).toMatchObject({
      settings: { schedule: { frequency: 'AT_ONCE', hour: 9, timeZone: 'Europe/Moscow' } },
      errors: [],
    });
    const again = await change(userId, { schedule: { hour: 0 } });
    expect(again.body.schedule).toEqual({ frequency: 'AT_ONCE', hour: 0, timeZone: 'Europe/Moscow' });
    expect(again.body.preferences).toContainEqual({ ...off, isOn: true, canBeTurnedOff: true });
  });

  it.each([
    [{ preferences: [{ type: 'SECURITY', channel: 'EMAIL', isOn: false }] }, 'NOTIFICATION_REQUIRED'],
    [{ schedule: { timeZone: 'Europe/Atlantis' } }, 'UNKNOWN_TIME_ZONE'],
  ])('is refused where it cannot be: %j', async (changes, code) => {
    const userId = uuidv7();
    expect(await change(userId, changes)).toMatchObject({ status: 422, body: { code } });
    const { body } = await shop.graphql(CHANGE, { input: changes }, person(userId));
    expect(body.data.changeNotificationSettings).toEqual({ settings: null, errors: [{ code }] });
  });

  it.each([
    { schedule: { hour: 24 } },
    { preferences: [{ type: 'ORDER', channel: 'PIGEON', isOn: true }] },
    {
      preferences: [
        { type: 'ORDER', channel: 'EMAIL', isOn: true },
        { type: 'ORDER', channel: 'EMAIL', isOn: false },
      ],
    },
    { userId: uuidv7() },
  ])('is not understood: %j', async (changes) => {
    expect((await change(uuidv7(), changes)).body.code).toBe('INVALID_INPUT');
  });

  it('closes a channel', async () => {
    const userId = uuidv7();
    await change(userId, {
      preferences: [
        { type: 'ORDER', channel: 'IN_APP', isOn: false },
        { type: 'ORDER', channel: 'EMAIL', isOn: false },
      ],
    });
    await shop.orderPaid(userId);
    await shop.caughtUp();
    expect((await shop.send({ path: '/api/v1/notifications', as: person(userId) })).body.items).toEqual([]);
  });

  it('gathers a day in one mail, sent once', async () => {
    const userId = uuidv7();
    await change(userId, { schedule: { frequency: 'DAILY', hour: 9, timeZone: 'Europe/Moscow' } });
    const orders = [await shop.orderPaid(userId), await shop.orderPaid(userId)];
    await shop.inbox(userId, 2);
    const [row] = await shop.database.query<{ dueAt: Date; mail: string }>(
      'SELECT DISTINCT digest_at AS "dueAt", mail FROM notification WHERE recipient_id = $1',
      [userId],
    );
    if (row?.mail !== 'DIGEST') throw new Error(`Its mail is ${row?.mail}.`);
    const digests = shop.shop.running.app('notifications').get(SendDigests);
    await digests.execute({ dueAt: new Date(row.dueAt.getTime() - 1) });
    for (let time = 0; time < 2; time += 1) await digests.execute({ dueAt: row.dueAt });
    const mails = await shop.mails(mailOf(userId));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toBe('What is new for you');
    for (const { orderId } of orders) expect(mails[0]?.html).toContain(`https://shop.example/orders/${orderId}`);
  });

  it('keeps nothing from somebody that protects their account', async () => {
    const userId = uuidv7();
    await change(userId, { schedule: { frequency: 'DAILY' } });
    const sessionId = uuidv7();
    await shop.told('session.started.v1', sessionId, { sessionId, userId });
    expect((await shop.mails(mailOf(userId)))[0]?.subject).toBe('A login on a new device');
  });
});
