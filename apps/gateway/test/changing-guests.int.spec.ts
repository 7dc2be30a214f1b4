import { waitFor } from '@tovar/testing';
import { Guests } from '../src/guests/guests.ts';
import { GuestServer } from './toy/guest-server.ts';
import { codesOf, ToyShop } from './toy/toy-shop.ts';

const OLD = 'type Query { bonus: Int }';
const NEW = 'type Query { bonus: Int  level: String }';
/** The shop has a query of this name, of another type. */
const CLASHING = 'type Query { bonus: Int  product(id: ID!): Int }';
const resolvers = { Query: { bonus: () => 7 } };

describe('a guest that changes while the shop is open', () => {
  let shop: ToyShop;
  let guest: GuestServer;

  beforeEach(async () => {
    guest = await GuestServer.start(OLD, resolvers);
    shop = await ToyShop.start({ GATEWAY_GUESTS: `loyalty=${guest.url}`, GATEWAY_GUEST_POLL_MS: '50' });
    await waitFor('the guest to join', () => status()?.state === 'joined');
  });
  afterEach(async () => {
    await shop.stop();
    await guest.stop();
  });

  const status = () => shop.shop.running.app('gateway').get(Guests).statuses[0];
  const timesAsked = () => guest.seen.length;
  const becomeNew = () => guest.become(NEW, { Query: { ...resolvers.Query, level: () => 'gold' } });

  it('is in the graph with its new schema, without a new start', async () => {
    expect((await shop.graphql('{ level }')).status).toBe(400);
    becomeNew();
    const isKnown = async () => (await shop.graphql('{ level }')).status === 200;
    await waitFor('the new field', isKnown);
    expect((await shop.graphql('{ bonus level product(id: "p1") { name } }')).data).toEqual({
      bonus: 7,
      level: 'gold',
      product: { name: 'Product 1' },
    });
  });

  it('keeps the schema it had while the new one does not compose, and the status page says so', async () => {
    guest.become(CLASHING, resolvers);
    await waitFor('the refusal', () => status()?.reason !== undefined);
    expect(status()).toMatchObject({ state: 'joined', reason: expect.stringContaining('Query.product') });
    expect(await (await shop.fetch('/status')).text()).toContain('Query.product');
    const { data } = await shop.graphql('{ bonus product(id: "p1") { name } }');
    expect(data).toEqual({ bonus: 7, product: { name: 'Product 1' } });
    becomeNew();
    await waitFor('the new field', async () => (await shop.graphql('{ level }')).status === 200);
    await waitFor('the reason to be gone', () => status()?.reason === undefined);
  });

  it('stays in the graph while it does not answer: only its own fields are missing', async () => {
    await guest.stop();
    await waitFor('the silence to be seen', () => status()?.reason !== undefined);
    expect(status()?.state).toBe('joined');
    const answer = await shop.graphql('{ bonus product(id: "p1") { name } }');
    expect([answer.status, answer.data, codesOf(answer)]).toEqual([
      200,
      { bonus: null, product: { name: 'Product 1' } },
      ['SERVICE_UNAVAILABLE'],
    ]);
  });

  it('costs nothing when it stays as it is: the graph and the answers that are kept stay too', async () => {
    shop.share('shelf');
    await shop.graphql('{ products { id } }');
    const asked = timesAsked();
    await waitFor('the guest to be asked twice more', () => timesAsked() >= asked + 2);
    expect((await shop.graphql('{ products { id } }')).headers.get('x-cache')).toBe('HIT');
  });
});
