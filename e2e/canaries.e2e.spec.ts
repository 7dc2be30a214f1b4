import { randomUUID } from 'node:crypto';
import { createTestDatabase, drawn, type TestDatabase, waitFor } from '@tovar/testing';
import { Buyer } from './support/buyer.ts';
import { plentifulVariant } from './support/catalogue.ts';
import { type KeptMessages, watchMessages } from './support/kept-messages.ts';
import { mailTo } from './support/outbox.ts';
import { type RawAnswer, RawClient } from './support/raw-client.ts';
import { ShopProcess } from './support/shop-process.ts';

/** Unlike anything else that a shop says, so that they are found wherever they turn up. */
const PERSON = {
  email: 'canary.kingfisher@customers.example.com',
  nextEmail: 'canary.dipper@customers.example.com',
  guestEmail: 'canary.wagtail@guests.example.com',
  password: 'Canary-Horse-Battery-4711',
  nextPassword: 'Canary-Otter-Lantern-0815',
  phone: '+4930901820777',
  card: '4111111111111111',
  birthday: '1983-11-07',
  recipient: 'Kanarienvogel',
  street: 'Vogelweide 4712',
};

/** Nobody's secret: it is counted what is searched for, and whoever looks at all events finds it in one. */
const SEARCHED = 'kingfisher-blue';

/** Work that cannot be done without the address that it is about: mails. */
const JOBS_WITH_EMAIL = [
  'accounts.mail-registration',
  'accounts.mail-password-reset',
  'accounts.mail-email-change',
  'accounts.mail-notice',
];

const CANCEL = 'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { order { status } } }';

describe('what a shop is told in confidence', () => {
  let database: TestDatabase;
  let shop: ShopProcess;
  let messages: KeptMessages;
  let client: RawClient;
  const tokens: Record<string, string> = {};
  const refusals: RawAnswer[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    // As JSON, which holds all that is known of a line.
    const logs = { LOG_LEVEL: 'debug', LOG_FORMAT: 'json' };
    shop = await ShopProcess.onNewFolder({ ADMIN_DATABASE_URL: database.adminUrl, ...logs });
    await shop.start();
    messages = await watchMessages(shop, database.adminUrl);
    client = new RawClient(shop.url);
    await becomeCustomer();
    await buyAndCancel(new Buyer(shop.url, tokens.access));
    await buyAndCancel(new Buyer(shop.url));
    await changeAddressAndPassword();
    await makeMistakes();
    await waitFor('all jobs to be noted', async () => {
      const names = new Set((await messages.jobs()).map(({ name }) => name));
      return JOBS_WITH_EMAIL.every((name) => names.has(name));
    });
    await waitFor('the search to be told', async () =>
      (await messages.events()).some(({ name, text }) => name === 'activity.shown.v1' && text.includes(SEARCHED)),
    );
  });
  afterAll(async () => {
    await messages.close();
    await shop.remove();
    await database.drop();
  });

  const canaries = (): [name: string, value: string][] => Object.entries({ ...PERSON, ...tokens });
  const found = (text: string, of = canaries()): string[] =>
    of
      .filter(([, value]) => [value, encodeURIComponent(value)].some((form) => text.includes(form)))
      .map(([name]) => name);

  it('[LOG-01] is really told: each of these values has been sent', () => {
    for (const [name, value] of canaries()) expect([name, value.length > 8]).toEqual([name, true]);
    expect(Object.keys(tokens).toSorted()).toEqual(
      ['access', 'device', 'guestCart', 'guestOrder', 'key', 'refresh', 'reset', 'verification'].toSorted(),
    );
    expect(refusals.every(({ status }) => status >= 400)).toBe(true);
  });

  it('[LOG-01] is in no line of the logs, also not of those for debugging', () => {
    expect(shop.output).toContain('debug');
    const lines = shop.output.split('\n').map((line) => [found(line), line] as const);
    expect(lines.filter(([names]) => names.length > 0)).toEqual([]);
  });

  it('[LOG-01] is in no event', async () => {
    const events = await messages.events();
    expect(events.map(({ name }) => name)).toEqual(expect.arrayContaining(['order.placed.v1', 'payment.refunded.v1']));
    expect(events.flatMap(({ name, text }) => found(text).map((canary) => `${name}: ${canary}`))).toEqual([]);
  });

  it('[LOG-01] is in no job, but for the address in those that send a mail there', async () => {
    const jobs = await messages.jobs();
    expect(jobs.flatMap(({ text }) => found(text))).toContain('email');
    const leaks = jobs.flatMap(({ name, text }) => {
      const isMail = JOBS_WITH_EMAIL.includes(name);
      return found(text)
        .filter((canary) => !isMail || !/email$/i.test(canary))
        .map((canary) => `${name}: ${canary}`);
    });
    expect(leaks).toEqual([]);
  });

  it('[LOG-01] is not said again by a refusal', () => {
    const secrets = canaries().filter(([name]) => !/email$/i.test(name));
    const leaks = refusals.map(({ text }) => [found(text, secrets), text] as const);
    expect(leaks.filter(([names]) => names.length > 0)).toEqual([]);
  });

  async function becomeCustomer(): Promise<void> {
    const { email, password, phone, birthday, recipient, street, card } = PERSON;
    await client.sendJson('POST', '/api/v1/accounts', { email, displayName: recipient, password });
    tokens.verification = (await mailTo(shop.url, email)).token;
    await client.sendJson('POST', '/api/v1/accounts/verifications', { token: tokens.verification });
    const login = await client.sendJson('POST', '/api/v1/sessions', { email, password }, { 'x-client': 'native' });
    Object.assign(tokens, {
      access: login.body.accessToken,
      refresh: login.body.refreshToken,
      device: login.body.deviceToken,
    });
    const me = client.withToken(tokens.access);
    await me.sendJson('PATCH', '/api/v1/me', { phone, birthday }, { 'if-match': '"1"' });
    const place = { line1: street, line2: card, city: 'Berlin', postalCode: '10115', country: 'DE' };
    await me.sendJson('POST', '/api/v1/me/addresses', { recipient, ...place });
    const key = { name: 'Cash desk', scopes: ['accounts:manage:any'], expiresInDays: 30 };
    const staff = await client.loggedIn(await shop.login('admin'));
    tokens.key = (await staff.sendJson('POST', '/api/v1/me/api-keys', key)).body.secret;
    await fetch(`${shop.url}/api/v1/me/avatar`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${tokens.access}`, 'content-type': 'image/png' },
      body: new Uint8Array(await drawn(200, 200).png()),
    });
    for (const words of [card, email, SEARCHED]) await client.send(`/api/v1/search?q=${encodeURIComponent(words)}`);
  }

  async function buyAndCancel(buyer: Buyer): Promise<void> {
    const cart = await buyer.fillCart(await plentifulVariant(buyer.shop), 1, PERSON.guestEmail);
    const placed = await buyer.placeOrder(cart);
    if (cart.token) Object.assign(tokens, { guestCart: cart.token, guestOrder: placed.guestToken });
    await buyer.pay(placed);
    await buyer.seesStatus(placed, 'PAID');
    await buyer.shop.graphql(CANCEL, { input: { orderId: placed.order?.id, token: placed.guestToken } });
    await buyer.sees(placed, { paymentStatus: 'REFUNDED' });
  }

  async function changeAddressAndPassword(): Promise<void> {
    const { email, nextEmail, password, nextPassword } = PERSON;
    const me = client.withToken(tokens.access);
    await me.sendJson('PUT', '/api/v1/me/email', { newEmail: nextEmail, password });
    await client.sendJson('POST', '/api/v1/password-reset-mails', { email });
    tokens.reset = (await mailTo(shop.url, email, 'Choose a new password')).token;
    await client.sendJson('POST', '/api/v1/password-resets', { token: tokens.reset, newPassword: nextPassword });
  }

  /** What people and programs do wrong, with all that they should keep to themselves in it. */
  async function makeMistakes(): Promise<void> {
    const { email, password, phone, card } = PERSON;
    const body = { email, password, displayName: phone };
    const odd = { ...body, surplus: card, password: { text: password } };
    const register = 'mutation ($input: RegisterInput!) { register(input: $input) { mailedTo } }';
    const json = { 'content-type': 'application/json' };
    refusals.push(
      await client.sendJson('POST', '/api/v1/sessions', body),
      await client.sendJson('POST', '/api/v1/accounts', odd),
      await client.sendJson('POST', '/api/v1/accounts', { ...body, displayName: '', surplus: card }),
      await client.send('/api/v1/accounts', { method: 'POST', headers: json, body: `{"password":"${password}",` }),
      await client.send('/api/v1/accounts', { method: 'POST', headers: json, body: `{"password":${password}}` }),
      await client.graphql(register, { input: odd }),
      await client.graphql(register, { input: { ...body, surplus: card } }),
      await client.graphql(register, { input: password }),
      await client.graphql(`mutation { register(input: { email: "${email}", password: 7${card} }) { mailedTo } }`),
      await client.graphql(`{ product(id: "${card}", password: "${password}") { id } }`),
      await client.graphql(`{ product(id: ${password}`),
      await client.send('/api/v1/me', { token: `${tokens.access}x` }),
      await client.send('/api/v1/me', { headers: { 'x-api-key': `${tokens.key}x` } }),
      await client.sendJson('POST', '/api/v1/sessions/refresh', { refreshToken: `${tokens.refresh}x` }),
      await client.sendJson('POST', '/api/v1/password-resets', {
        token: tokens.reset,
        newPassword: PERSON.nextPassword,
      }),
      await client.send(`/api/v1/orders/${randomUUID()}`, { headers: { 'x-order-token': tokens.guestOrder ?? '' } }),
      await client.send(`/api/v1/products?limit=0&cursor=${tokens.guestCart}`),
      await client.send(`/api/v1/nothing/${card}?token=${tokens.guestOrder}`),
    );
  }
});
